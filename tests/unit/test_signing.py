"""How the configuration says that webhooks are signed: what can be said, and a message for everything that is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from leadsmith.config import read_config
from leadsmith.diagnostics import LeadsmithError
from leadsmith.signing import Signing


def signing(lines: str) -> Signing | None:
    toml = f'[[tool.leadsmith.clients]]\nspec = "a.yaml"\n[tool.leadsmith.clients.webhooks]\n{lines}'
    (client,) = read_config(tomllib.loads(toml), Path())
    return client.webhooks


def problem(lines: str) -> tuple[str, str]:
    with pytest.raises(LeadsmithError) as caught:
        signing(lines)
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.level) == ("config", "error")
    place, _, message = diagnostic.message.partition(": ")
    assert place == "tool.leadsmith.clients[0].webhooks"
    return message, diagnostic.hint


def test_a_header_is_enough() -> None:
    assert signing('header = "X-Signature"') == Signing(header="X-Signature")


def test_without_the_table_nothing_is_checked() -> None:
    (client,) = read_config(tomllib.loads('[[tool.leadsmith.clients]]\nspec = "a.yaml"'), Path())
    assert client.webhooks is None


def test_everything_that_can_be_said() -> None:
    assert signing(
        """
        header = "X-Acme-Signature"
        algorithm = "sha512"
        encoding = "base64"
        prefix = "v1="
        separator = ","
        signed = "{id}:{timestamp}:{body}"
        timestamp = "t="
        timestamp_format = "milliseconds"
        id = "X-Acme-Id"
        tolerance = 60
        secret = "base64"
        secret_prefix = "whsec_"
        environment = "ACME_SECRET"
        """
    ) == Signing(
        header="X-Acme-Signature",
        environment="ACME_SECRET",
        algorithm="sha512",
        encoding="base64",
        prefix="v1=",
        separator=",",
        signed="{id}:{timestamp}:{body}",
        timestamp="t=",
        timestamp_format="milliseconds",
        id="X-Acme-Id",
        tolerance=60,
        secret="base64",
        secret_prefix="whsec_",
    )


def test_a_style_stands_for_what_is_not_said() -> None:
    standard: dict[str, Any] = {
        "encoding": "base64",
        "prefix": "v1,",
        "separator": " ",
        "signed": "{id}.{timestamp}.{body}",
        "secret": "base64",
        "secret_prefix": "whsec_",
    }
    assert signing('style = "standard"') == Signing(
        header="webhook-signature", timestamp="webhook-timestamp", id="webhook-id", **standard
    )
    other = 'style = "standard"\nheader = "acme-signature"\ntimestamp = "acme-time"\nid = "acme-id"\ntolerance = 9'
    assert signing(other) == Signing(
        header="acme-signature", timestamp="acme-time", id="acme-id", tolerance=9, **standard
    )


H = 'header = "X-S"\n'
T = H + 'signed = "{timestamp}.{body}"\n'


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        ("", "`header` is missing.", 'header = "X-Signature", or style = "standard"'),
        ('heade = "X"', "unknown key 'heade'.", "Did you mean 'header'?"),
        ('xyz = "X"', "unknown key 'xyz'.", "Known keys: algorithm, encoding"),
        ('style = "acme"', "'acme' is no style that is known.", "Known styles: standard."),
        ("style = []", "[] is no style that is known.", "Known styles: standard."),
        ("style = [1]", "[1] is no style that is known.", "Known styles: standard."),
        ('style = ""', "'' is no style that is known.", "Known styles: standard."),
        ("header = 1", "`header` is not text.", "Mend `header`"),
        ('header = "X Signature"', "'X Signature' is not the name of a header.", "Mend `header`"),
        ('header = ""', "`header` is missing.", "header = "),
        (H + 'algorithm = "md5"', "'md5' is no `algorithm`.", "Write one of 'sha1', 'sha256', 'sha512'."),
        (H + "algorithm = [1]", "[1] is no `algorithm`.", "Write one of"),
        (H + 'encoding = "base32"', "'base32' is no `encoding`.", "Write one of 'hex', 'base64'."),
        (H + 'secret = "whsec_x"', "'whsec_x' is no `secret`.", "Write one of 'text', 'base64'."),
        (H + 'prefix = " a"', "' a' is not printable ASCII that begins with no space.", "Mend `prefix`"),
        (H + 'separator = "a"', "'a' is not text that cannot be a part of a signature.", "Mend `separator`"),
        (H + 'separator = "="', "'=' is not text that cannot be a part of a signature.", "Mend `separator`"),
        (H + 'separator = ","\nprefix = "v1,"', "`separator` is a part of `prefix`.", "stands after the separator"),
        (H + 'environment = "A-B"', "'A-B' is not the name of a variable.", "Mend `environment`"),
        (H + 'signed = "é{body}"', "'é{body}' is not printable ASCII.", "Mend `signed`"),
        (H + 'signed = ""', "`signed` does not have {body} once.", 'signed = "{body}"'),
        (H + 'signed = "body"', "`signed` does not have {body} once.", 'signed = "{body}"'),
        (H + 'signed = "{body}{body}"', "`signed` does not have {body} once.", 'signed = "{body}"'),
        (H + 'signed = "{body}{"', "`signed` does not have {body} once.", 'signed = "{body}"'),
        (H + 'signed = "{{body}}"', "`signed` does not have {body} once.", 'signed = "{body}"'),
        (H + 'signed = "{url}{body}"', "`signed` names {url}, which is not known.", "Known are {body}"),
        (H + 'signed = "{}{body}"', "`signed` names {}, which is not known.", "Known are {body}"),
        (T, "`signed` has {timestamp}, and `timestamp` does not say where that is.", 'timestamp = "X-Timestamp"'),
        (H + 'signed = "{id}{body}"', "`signed` has {id}, and `id` does not say where that is.", 'id = "X-Id"'),
        (H + 'timestamp = "X-T"', "`timestamp` is not in `signed`: anyone could change it.", "Put {timestamp} into"),
        (H + 'id = "X-Id"', "`id` is not in `signed`: anyone could change it.", "Put {id} into `signed`"),
        (T + 'timestamp = "t="', "`timestamp` is an item of the header, which has no separator.", 'separator = ","'),
        (
            T + 'timestamp = "t="\nprefix = "t="\nseparator = ","',
            "`timestamp` and `prefix` are the same.",
            "by which text each begins",
        ),
        (T + 'timestamp = "x-s"', "`timestamp` is the header of the signature.", 'Write timestamp = "t="'),
        (T + 'timestamp = "a b"', "'a b' is not the name of a header, nor of an item", "Mend `timestamp`"),
        (H + "tolerance = 10", "`tolerance` needs a `timestamp`.", "Say where the timestamp is"),
        (H + 'timestamp_format = "iso8601"', "`timestamp_format` needs a `timestamp`.", "Say where the timestamp"),
        (T + 'timestamp = "X-T"\ntolerance = 0', "`tolerance` is no number of seconds above 0.", "tolerance = 300"),
        (T + 'timestamp = "X-T"\ntolerance = true', "`tolerance` is no number of seconds above 0.", "tolerance = 300"),
        (T + 'timestamp = "X-T"\ntolerance = "5m"', "`tolerance` is no number of seconds above 0.", "tolerance = 300"),
        (H + 'secret_prefix = "whsec_"', "`secret_prefix` is for a secret in base64.", 'secret = "base64"'),
    ],
)
def test_what_is_wrong_is_said(lines: str, message: str, hint: str) -> None:
    told, way_out = problem(lines)
    assert told.startswith(message) and hint in way_out


def test_it_has_to_be_a_table() -> None:
    with pytest.raises(LeadsmithError, match="`webhooks` is not a table") as caught:
        read_config(tomllib.loads('[[tool.leadsmith.clients]]\nspec = "a.yaml"\nwebhooks = "standard"'), Path())
    assert caught.value.diagnostics[0].hint == 'Write webhooks = { style = "standard" }.'
