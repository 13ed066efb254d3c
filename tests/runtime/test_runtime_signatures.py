"""Signatures of webhooks: vectors that others made, what is refused and how that is said, and any one bit."""

from __future__ import annotations

import base64
import hashlib
import hmac
import pickle
from dataclasses import fields, replace
from email.message import Message
from typing import Any, get_type_hints

import httpx
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from leadsmith import signing
from leadsmith.runtime import ConfigurationError
from leadsmith.runtime.signatures import SignatureError, Signing, sign, verify

PLAIN = Signing(header="X-Signature", environment="HOOK_SECRET", prefix="sha256=")
TIMED = Signing(
    header="X-Signature",
    environment="HOOK_SECRET",
    prefix="v1=",
    separator=",",
    signed="{timestamp}.{body}",
    timestamp="t=",
)
STANDARD = Signing(
    header="webhook-signature",
    environment="HOOK_SECRET",
    encoding="base64",
    prefix="v1,",
    separator=" ",
    signed="{id}.{timestamp}.{body}",
    timestamp="webhook-timestamp",
    id="webhook-id",
    secret="base64",
    secret_prefix="whsec_",
)
NOW = 1_700_000_000
BODY = b'{"id":1}'
SECRET = "k-1"
FITTING = "f5be3c65d120ec98f590ad38e33f4afffcbc8e5d0a24d49b9fe864201d3a7e6e"  # openssl dgst -sha256 -hmac k-1
"""The signature of `1700000000.{"id":1}`."""
TIMED_HEADERS = {"X-Signature": f"t={NOW},v1={FITTING}"}


def refused(*arguments: Any, **keywords: Any) -> tuple[str, str]:
    """The reason and the message."""
    with pytest.raises(SignatureError) as caught:
        verify(*arguments, **keywords)
    return caught.value.reason, str(caught.value)


# Vectors --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("algorithm", "expected"),
    [
        ("sha1", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        ("sha256", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (
            "sha512",
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
            "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        ),
    ],
)
def test_vectors_of_rfc_2202_and_rfc_4231(algorithm: Any, expected: str) -> None:
    body = b"what do ya want for nothing?"
    for encoding, text in (("hex", expected), ("base64", base64.b64encode(bytes.fromhex(expected)).decode())):
        way = replace(PLAIN, algorithm=algorithm, encoding=encoding, prefix="")  # type: ignore[arg-type]
        assert verify(way, body, {"X-Signature": text}, "Jefe") == body
        assert sign(way, body, "Jefe") == {"X-Signature": text}


def test_the_vector_of_standard_webhooks() -> None:
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    for secret in (key, f"whsec_{key}"):
        assert verify(STANDARD, b'{"test": 2432232314}', headers, secret, now=1614265330)


def test_a_signature_of_body_alone_and_a_body_that_is_no_utf_8() -> None:
    expected = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    assert verify(PLAIN, "Hello, World!", {"X-Signature": f"sha256={expected}"}, "It's a Secret to Everybody")
    raw = bytes(range(256))
    by_hand = hmac.new(b"k-1", raw, hashlib.sha256).hexdigest()
    assert verify(PLAIN, raw, {"X-Signature": f"sha256={by_hand}"}, SECRET) == raw
    assert verify(PLAIN, b"", sign(PLAIN, b"", SECRET), SECRET) == b""


@pytest.mark.parametrize(
    ("form", "text", "now"),
    [
        ("seconds", "1700000000", NOW),
        ("milliseconds", "1700000000250", NOW),
        ("iso8601", "2023-11-14T22:13:20Z", NOW),
        ("iso8601", "2023-11-14T23:13:20.123456789+01:00", NOW),
    ],
)
def test_a_timestamp_is_signed_as_it_came(form: Any, text: str, now: int) -> None:
    way = replace(PLAIN, signed="{timestamp}{body}", timestamp="X-Time", timestamp_format=form)
    by_hand = hmac.new(b"k-1", text.encode() + BODY, "sha256").hexdigest()
    headers = {"X-Time": text, "X-Signature": f"sha256={by_hand}"}
    assert verify(way, BODY, headers, SECRET, now=now)
    assert refused(way, BODY, headers, SECRET, now=now + 302)[0] == "stale"
    made = sign(way, BODY, SECRET, now=now)
    assert verify(way, BODY, made, SECRET, now=now) and made["X-Time"][:10] == text[:10]


def test_a_body_that_looks_like_the_template_is_not_filled_in() -> None:
    body = b"{timestamp}{id}{body}"
    by_hand = hmac.new(b"k-1", b"1700000000." + body, "sha256").hexdigest()
    assert verify(TIMED, body, {"x-signature": f"t={NOW},v1={by_hand}"}, SECRET, now=NOW) == body


# Headers --------------------------------------------------------------------------------------------------------------


def message() -> Message:
    found = Message()
    found["x-SIGNATURE"] = TIMED_HEADERS["X-Signature"]
    return found


@pytest.mark.parametrize(
    "headers",
    [
        {"x-signature": TIMED_HEADERS["X-Signature"]},
        {"X-SIGNATURE": [TIMED_HEADERS["X-Signature"]], "Accept": ["a", "b"]},
        {b"x-signature": TIMED_HEADERS["X-Signature"].encode()},
        [("X-Signature", TIMED_HEADERS["X-Signature"]), ("Accept", "a")],
        [(b"accept", b"a"), (b"x-signature", TIMED_HEADERS["X-Signature"].encode())],
        httpx.Headers(TIMED_HEADERS),
        message(),
        {"X-Signature": f"  t={NOW} , v1={FITTING} "},
        {"X-Signature": f"t={NOW},v0={'0' * 64},v1={'0' * 64},v1={FITTING},v1={'1' * 64}"},
        {"X-Signature": [f"t={NOW},v1={'0' * 64}", f"v1={FITTING}"]},
        httpx.Headers([("X-Signature", f"t={NOW},v1={'0' * 64}"), ("X-Signature", f"v1={FITTING}")]),
    ],
)
def test_headers_of_any_kind_with_one_signature_that_fits(headers: Any) -> None:
    assert verify(TIMED, BODY, headers, SECRET, now=NOW) == BODY


def test_any_secret_of_several_will_do() -> None:
    assert verify(TIMED, BODY, TIMED_HEADERS, ["new", SECRET], now=NOW)
    assert verify(TIMED, BODY, sign(TIMED, BODY, ["other", "new"], now=NOW), ["new", SECRET], now=NOW)
    assert refused(TIMED, BODY, TIMED_HEADERS, ["new", "newer"], now=NOW)[0] == "wrong"
    assert len(sign(PLAIN, BODY, ["a", "b"])["X-Signature"]) == len("sha256=") + 64, "there is room for one"


# What is refused ------------------------------------------------------------------------------------------------------

HEX = "64 hexadecimal digits in lower case after `v1=`."
REFUSED: dict[str, tuple[str, str]] = {
    f"t={NOW},v1={'0' * 64}": (
        "wrong",
        "No signature in `X-Signature` fits the body as it came and the secret.",
    ),
    f"t={NOW + 1},v1={FITTING}": (
        "wrong",
        "No signature in `X-Signature` fits the body as it came and the secret.",
    ),
    "": ("missing", "The header `X-Signature` is missing or empty."),
    f"v1={FITTING}": ("missing", "The timestamp is missing: `t=` in `X-Signature`."),
    f"t={NOW}": ("malformed", f"`X-Signature` holds no signature: {HEX}"),
    f"t={NOW},v2={FITTING}": ("malformed", f"`X-Signature` holds no signature: {HEX}"),
    f"t={NOW},v1={FITTING.upper()}": ("malformed", f"`X-Signature` holds no signature: {HEX}"),
    f"t={NOW},v1={FITTING}0": ("malformed", f"`X-Signature` holds no signature: {HEX}"),
    f"t={NOW},v1=": ("malformed", f"`X-Signature` holds no signature: {HEX}"),
    f"t=soon,v1={FITTING}": ("malformed", "The timestamp is not seconds since 1970."),
    f"t=-1,v1={FITTING}": ("malformed", "The timestamp is not seconds since 1970."),
    f"t=1_700_000_000,v1={FITTING}": ("malformed", "The timestamp is not seconds since 1970."),
    f"t={'9' * 5000},v1={FITTING}": ("malformed", "The timestamp is not seconds since 1970."),
    f"t=,v1={FITTING}": (
        "malformed",
        "The timestamp, `t=` in `X-Signature`, is empty or holds what is no visible ASCII.",
    ),
    f"t=\N{FULLWIDTH DIGIT ONE},v1={FITTING}": (
        "malformed",
        "The timestamp, `t=` in `X-Signature`, is empty or holds what is no visible ASCII.",
    ),
    f"t={NOW},t={NOW + 1},v1={FITTING}": (
        "malformed",
        "There are several values of the timestamp, `t=` in `X-Signature`.",
    ),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_wrong_is_said(text: str) -> None:
    assert refused(TIMED, BODY, {"X-Signature": text}, SECRET, now=NOW) == REFUSED[text]


def test_time_is_held_to_the_tolerance_in_both_directions() -> None:
    def at(now: float) -> tuple[str, str]:
        return refused(TIMED, BODY, TIMED_HEADERS, SECRET, now=now)

    for now in (NOW - 300, NOW + 300):
        assert verify(TIMED, BODY, TIMED_HEADERS, SECRET, now=now)
    assert at(NOW + 300.5) == ("stale", "The message was signed 301 seconds ago, more than the 300 that are allowed.")
    assert at(NOW - 301) == (
        "future",
        "The message is from 301 seconds in the future, more than the 300 that are allowed.",
    )
    assert verify(replace(TIMED, tolerance=301), BODY, TIMED_HEADERS, SECRET, now=NOW + 300.5)
    assert refused(TIMED, BODY, TIMED_HEADERS, SECRET)[0] == "stale", "by default it is now"
    assert verify(TIMED, BODY, sign(TIMED, BODY, SECRET), SECRET)


@pytest.mark.parametrize("text", ["2023-11-14T22:13:20", "2023-11-14", "yesterday", "1700000000"])
def test_a_date_without_its_offset_is_none(text: str) -> None:
    way = replace(PLAIN, signed="{timestamp}.{body}", timestamp="X-Time", timestamp_format="iso8601")
    reason, told = refused(way, BODY, {"X-Time": text, "X-Signature": f"sha256={FITTING}"}, SECRET)
    assert (reason, told) == ("malformed", "The timestamp is not a date and time with its offset.")


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_each_header_is_needed_and_there_once(name: str) -> None:
    headers = sign(STANDARD, BODY, "c2VjcmV0", now=NOW)
    rest = {key: value for key, value in headers.items() if key != name}
    told = ("missing", f"The header `{name}` is missing or empty.")
    assert refused(STANDARD, BODY, rest, "c2VjcmV0", now=NOW) == told
    assert refused(STANDARD, BODY, {**headers, name: " "}, "c2VjcmV0", now=NOW) == told
    if name != "webhook-signature":
        twice = {**headers, name: [headers[name], "1"]}
        assert refused(STANDARD, BODY, twice, "c2VjcmV0", now=NOW)[0] == "malformed"


def test_what_was_parsed_is_no_body() -> None:
    body: Any = {"id": 1}
    with pytest.raises(TypeError, match="body is dict: give the bytes of the request as they came"):
        verify(PLAIN, body, {}, SECRET)


def test_an_error_can_be_pickled() -> None:
    error = pickle.loads(pickle.dumps(SignatureError("stale", "Too old.")))
    assert (type(error), error.reason, str(error)) == (SignatureError, "stale", "Too old.")


# The secret -----------------------------------------------------------------------------------------------------------

UNUSABLE: list[tuple[Signing, Any, str]] = [
    (PLAIN, None, "The secret of the webhooks is missing: pass secret=... or set HOOK_SECRET"),
    (PLAIN, "", "The secret of the webhooks is missing: pass secret=... or set HOOK_SECRET"),
    (PLAIN, [], "The secret of the webhooks is missing: pass secret=... or set HOOK_SECRET"),
    (PLAIN, ["s3cret", ""], "The secret of the webhooks is missing: pass secret=... or set HOOK_SECRET"),
    (PLAIN, "s3cret\n", "secret begins or ends with a space or a line break"),
    (PLAIN, b"s3cret", "secret is no text, nor a list of texts"),
    (STANDARD, "s3cret", "secret is not base64, after 'whsec_' if that is there"),
    (STANDARD, "whsec_", "secret is not base64, after 'whsec_' if that is there"),
    (replace(STANDARD, secret_prefix=""), "s3cret", "secret is not base64"),
]


@pytest.mark.parametrize(("way", "secret", "message"), UNUSABLE)
def test_a_secret_that_cannot_be_used_is_never_taken(
    way: Signing, secret: Any, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOOK_SECRET", raising=False)
    for call in (lambda: verify(way, BODY, {}, secret), lambda: sign(way, BODY, secret)):
        with pytest.raises(ConfigurationError) as caught:
            call()
        assert str(caught.value) == message


def test_the_secret_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    assert verify(TIMED, BODY, TIMED_HEADERS, now=NOW) == BODY
    assert refused(TIMED, BODY, TIMED_HEADERS, "other", now=NOW)[0] == "wrong", "the argument wins"
    monkeypatch.setenv("HOOK_SECRET", f"{SECRET} ")
    with pytest.raises(ConfigurationError, match=r"^HOOK_SECRET begins or ends with"):
        verify(TIMED, BODY, TIMED_HEADERS, now=NOW)
    monkeypatch.setenv("HOOK_SECRET", "")
    with pytest.raises(ConfigurationError, match="is missing"):
        verify(TIMED, BODY, TIMED_HEADERS, now=NOW)


def test_nothing_that_is_said_has_a_secret_or_what_was_expected_in_it() -> None:
    secret = "s3cret-of-ours"
    expected = sign(TIMED, BODY, secret, now=NOW)["X-Signature"].partition("v1=")[2]
    for text in REFUSED:
        for now in (NOW, NOW + 1000):
            with pytest.raises(SignatureError) as caught:
                verify(TIMED, BODY, {"X-Signature": text}, secret, now=now)
            chain = repr(caught.value) + str(caught.value.__cause__) + str(caught.value.__context__)
            assert secret not in chain and expected not in chain
    with pytest.raises(ConfigurationError) as failed:
        verify(STANDARD, BODY, {}, secret)
    assert secret not in f"{failed.value}{failed.value.__cause__}"


def test_signatures_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with each: how long it takes does not tell which of them fits, or how well."""
    compared: list[tuple[bytes, bytes]] = []
    compare = hmac.compare_digest

    def note(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return compare(one, other)

    monkeypatch.setattr(hmac, "compare_digest", note)
    headers = {"X-Signature": f"t={NOW},v1={FITTING},v1={'0' * 64}"}
    assert verify(TIMED, BODY, headers, [SECRET, "other"], now=NOW)
    assert len(compared) == 4


# Properties -----------------------------------------------------------------------------------------------------------

WAYS = (
    PLAIN,
    TIMED,
    STANDARD,
    replace(PLAIN, algorithm="sha1", prefix=""),
    replace(PLAIN, algorithm="sha512", encoding="base64", prefix="v0="),
    replace(TIMED, timestamp="X-Time", separator=""),
    replace(TIMED, timestamp="X-Time", timestamp_format="iso8601", signed="v0:{timestamp}:{body}"),
    replace(TIMED, timestamp_format="milliseconds", id="id=", signed="{id}{timestamp}{body}"),
)
ways = st.sampled_from(WAYS)
TOKEN = "d2hhdGV2ZXI="  # is text, and base64 too


@given(ways, st.binary(max_size=200), st.integers(0, 4_000_000_000))
def test_what_is_signed_is_taken_and_nothing_else_of_that_length(way: Signing, body: bytes, now: int) -> None:
    headers = sign(way, body, TOKEN, now=now)
    assert verify(way, body, headers, TOKEN, now=now) == body
    assert refused(way, body + b" ", headers, TOKEN, now=now)[0] == "wrong"


@given(ways, st.binary(min_size=1, max_size=60), st.data())
def test_one_other_bit_of_the_body_is_refused(way: Signing, body: bytes, data: st.DataObject) -> None:
    headers = sign(way, body, TOKEN, now=NOW)
    bit = data.draw(st.integers(0, len(body) * 8 - 1))
    other = bytes(byte ^ (1 << bit % 8 if index == bit // 8 else 0) for index, byte in enumerate(body))
    assert refused(way, other, headers, TOKEN, now=NOW)[0] == "wrong"


@pytest.mark.parametrize("way", WAYS)
def test_one_other_bit_of_any_header_is_refused(way: Signing) -> None:
    """Of the signature, the timestamp, the id, and what stands before and between them: every bit is tried."""
    headers = sign(way, BODY, TOKEN, now=NOW)
    for name, text in headers.items():
        for index, letter in enumerate(text):
            for bit in range(8):
                other = f"{text[:index]}{chr(ord(letter) ^ 1 << bit)}{text[index + 1 :]}"
                with pytest.raises(SignatureError):
                    verify(way, BODY, {**headers, name: other}, TOKEN, now=NOW)


@given(ways, st.data())
def test_whatever_is_sent_there_is_no_other_error(way: Signing, data: st.DataObject) -> None:
    parts = st.sampled_from(["t=", "v1=", "v1,", "sha256=", ",", " ", "id=", str(NOW), FITTING, "é", "\ud800", "\x00"])
    anything = st.lists(parts | st.text(max_size=5), max_size=6).map("".join)
    names = [name for name in (way.header, way.timestamp, way.id) if name and not name.endswith("=")]
    headers = {name: data.draw(anything | st.lists(anything, max_size=2)) for name in names}
    with pytest.raises(SignatureError):
        verify(way, BODY, headers, TOKEN, now=NOW)


secrets = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_categories=["Z", "C"]), min_size=1)


@given(secrets, secrets)
@example("a", "A")
def test_a_signature_by_another_secret_is_refused(one: str, other: str) -> None:
    assume(one != other)
    assert refused(TIMED, BODY, sign(TIMED, BODY, one, now=NOW), other, now=NOW)[0] == "wrong"


def test_the_configuration_says_what_the_runtime_knows() -> None:
    """Two classes, as neither package may import the other's: the same fields, values and defaults."""
    ours, theirs = get_type_hints(signing.Signing), get_type_hints(Signing)
    assert ours == theirs
    defaults = ({item.name: item.default for item in fields(kind)} for kind in (signing.Signing, Signing))
    one, other = defaults
    assert {**one, "environment": None} == {**other, "environment": None}
