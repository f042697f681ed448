# METADATA
# title: Facts and policies do not belong together
# description: Facts derived for another version of the contract, or with another catalogue, prove nothing to these policies. Facts without these marks prove nothing either.
# custom:
#   severity: critical
#   clauses: []
#   message:
#     deny: "The facts are of contract {version} and catalogue {catalogue}; these policies are of contract {bundle_version} and catalogue {bundle_catalogue}"
#   remediation: Derive the facts again with the licet release that the policies came with, and load facts and policies from one release.
#   controls: []
#   since: 0.1.0
#   waivable: false
package licet.rules.gate.contract

import data.licet.lib.bundle
import rego.v1

deny contains finding if {
	not _same
	finding := {"on": ["contract", "contract"], "cites": [], "facts": {
		"version": _version,
		"catalogue": _catalogue,
		"bundle_version": _bundle_version,
		"bundle_catalogue": _bundle_catalogue,
	}}
}

_same if {
	is_number(bundle.version)
	is_string(bundle.catalogue)
	input.contract.version == bundle.version
	input.contract.catalogue == bundle.catalogue
}

default _version := null

_version := input.contract.version

default _catalogue := null

_catalogue := input.contract.catalogue

default _bundle_version := null

_bundle_version := bundle.version

default _bundle_catalogue := null

_bundle_catalogue := bundle.catalogue
