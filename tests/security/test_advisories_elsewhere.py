"""The tests of references and of the client's runtime, by the names of the advisories that they keep from coming again.

What could come again in generated text is in test_advisories.py. `NOT_OURS` are those that nothing here can repeat.
"""

from __future__ import annotations

import re

import pytest
from tests.security import test_advisories, test_references, test_server
from tests.security.test_references import guarded, project, serve  # noqa: F401 -- fixtures
from tests.security.test_server import package, side  # noqa: F401 -- fixtures

# datamodel-code-generator: `$ref` and `--url` ask what is in the private network.
test_cve_2026_54690_ghsa_954p_556p_r752 = test_references.test_nothing_is_fetched_unasked_and_the_flag_is_named
test_cve_2026_54691_ghsa_rfr2_mq9m_x2qx = test_references.test_an_address_that_is_not_public_is_not_asked

# datamodel-code-generator: `file:` and `..` in a `$ref` read any file.
test_cve_2026_55389_ghsa_8359_h9fx_j6v9 = test_references.test_no_form_of_a_reference_leaves_the_folder

# datamodel-code-generator: the name is looked up again after it was checked.
test_cve_2026_55391_ghsa_vx7x_vcc2_c44g = test_references.test_a_name_that_changes_its_address_changes_nothing

# datamodel-code-generator: what fetches the document sends its credentials on to where a redirect leads.
test_cve_2026_55403_ghsa_r5vv_ff45_prp2 = test_references.test_no_redirect_leads_elsewhere
test_cve_2026_55403_nothing_to_send = test_references.test_nothing_that_identifies_the_user_is_sent

# Kiota: a `$ref` to elsewhere is fetched, or read from the disk, unasked.
test_cve_2026_59867_ghsa_rg4h_fpcp_2qm8 = test_references.test_nothing_is_fetched_unasked_and_the_flag_is_named
test_cve_2026_59867_of_files = test_references.test_each_form_is_told

# openapi-generator, the client: the server's name for a download is a path.
test_openapi_generator_22965 = test_server.test_the_server_names_no_file

# fastmcp: a value in a path asks for another one, with the credentials.
test_cve_2026_32871_ghsa_vv7q_7jx5_f767 = test_server.test_a_path_value_stays_in_its_segment
test_cve_2026_32871_refused = test_server.test_a_path_value_that_cannot_is_refused

# swagger-typescript-api: among these six are a token that goes to another server, and `$ref` that asks any server.
test_ghsa_h754_fxp7_88wx_ghsa_x36r_4347_pm5x_tokens = test_server.test_credentials_stay_at_their_origin
test_ghsa_h754_fxp7_88wx_ghsa_x36r_4347_pm5x_links = test_server.test_a_list_goes_nowhere_else_and_ends
test_ghsa_h754_fxp7_88wx_ghsa_x36r_4347_pm5x_references = test_references.test_an_allowed_origin_allows_no_other

# openapi-generator: temporary files with known names, by the generator and by clients in Java.
test_cve_2021_21430_ghsa_cqxr_xf2w_943w = test_advisories.test_temporary_files_have_names_that_nobody_can_guess
test_cve_2021_21428_cve_2021_21429 = test_advisories.test_temporary_files_have_names_that_nobody_can_guess

NOT_OURS = {
    "CVE-2026-55390 GHSA-442q-2j6p-642g": "datamodel-code-generator reads XML Schema; here is no reader of XML",
    "CVE-2024-35219 GHSA-g3hr-p86p-593h": "openapi-generator as a service: a request names folders; this is no service",
    "CVE-2023-27162": "openapi-generator as a service fetches what a request names; this takes files",
}
"""Advisories that do not apply, by their ids, and why."""

NAMED = " ".join(
    [
        *NOT_OURS,
        *(each.ids for each in test_advisories.ADVISORIES),
        *(name for name in globals() if name[:5] == "test_"),
    ]
)
ALL = """
    CVE-2020-15142 GHSA-9x4c-63pf-525f CVE-2020-15141 GHSA-7wgr-7666-7pwj GHSA-5293-mq8x-g3xj CVE-2026-54621
    GHSA-j884-q54q-mmx3 CVE-2026-54653 GHSA-386q-5hp3-95m9 CVE-2026-54655 GHSA-m34r-v34r-rf9q CVE-2026-54654
    GHSA-wjv6-jcfj-mf9r CVE-2026-54656 GHSA-8m8r-38jm-f355 CVE-2026-54690 CVE-2026-54691 GHSA-954p-556p-r752
    GHSA-rfr2-mq9m-x2qx CVE-2026-55389 GHSA-8359-h9fx-j6v9 CVE-2026-55390 GHSA-442q-2j6p-642g CVE-2026-55391
    GHSA-vx7x-vcc2-c44g CVE-2026-55403 GHSA-r5vv-ff45-prp2 CVE-2026-55415 GHSA-5578-w22f-pfx9 CVE-2026-63720
    GHSA-7x49-hhjc-29rg datamodel-code-generator#3763 datamodel-code-generator#3765 datamodel-code-generator#3766
    datamodel-code-generator#2428 CVE-2026-59862 GHSA-7f3j-j7jj-r3vr CVE-2026-59860 CVE-2026-59861 CVE-2026-59859
    CVE-2026-59867 GHSA-rg4h-fpcp-2qm8 CVE-2026-59866 CVE-2026-59863 CVE-2026-59865 GHSA-p5rm-jg5c-8c77
    GHSA-38c3-wv3c-v3xj GHSA-hqj5-cw9f-rx67 GHSA-5f94-x226-ccpm GHSA-w284-33mx-6g9v GHSA-h754-fxp7-88wx
    GHSA-x36r-4347-pm5x GHSA-rjwr-m7qx-3fjr GHSA-xrqw-w576-xgj2 GHSA-jwgf-6xff-4hvp GHSA-9c2f-gr95-7wqw
    GHSA-h526-wf6g-67jv GHSA-p4cg-3328-rvfg CVE-2026-72716 CVE-2016-5641 swagger-codegen#11309 openapi-generator#9809
    CVE-2021-21430 GHSA-cqxr-xf2w-943w CVE-2021-21429 CVE-2021-21428 CVE-2024-35219 GHSA-g3hr-p86p-593h CVE-2023-27162
    openapi-generator#22965 CVE-2026-32871 GHSA-vv7q-7jx5-f767 protoc-gen-validate#1392 measurement-plugin-python#882
    peewee#3079 postman-code-generators#624 redocly-cli#2891 GHSA-2q42-4q24-7rgv web#3116
"""


@pytest.mark.parametrize("advisory", ALL.split())
def test_each_advisory_has_a_test_or_a_reason(advisory: str) -> None:
    name, named = (re.sub(r"\W", "_", text.lower()) for text in (advisory, NAMED))
    assert re.search(rf"(?<![a-z0-9]){name}(?![a-z0-9])", named)
