package licet.lib.words

import rego.v1

# What the value of a clause means, as the end of a sentence that begins with the license.
says(kind, value) := object.get(_says, [kind, value], "says something that has no words here")

# The fact and its meaning, for a finding's facts.
facts(kind, value) := {"value": value, "says": says(kind, value)}

_says["commercial_use"] := {
	"no": "grants no commercial use",
	"no_grant": "grants no commercial use",
	"silent_not_excluded": "neither grants nor excludes commercial use",
	"silent": "does not mention commercial use",
}

_says["hosted_service"] := {
	"denied": "does not allow services",
	"nc_only": "allows a service for non-commercial use only",
	"denied_for_commercial_entity": "does not let companies offer it as a service",
	"conditional": "allows a service on a condition that a person must read",
	"silent": "does not mention services",
}

_says["modification"] := {
	"denied": "allows no changes",
	"allowed_nc": "allows changes for non-commercial use only",
	"allowed_private_only": "allows changes only if they stay private",
	"silent": "does not mention changes",
}

_says["redistribution"] := {
	"denied": "does not allow copies to be passed on",
	"allowed_nc": "lets copies be passed on for non-commercial use only",
	"unmodified_only": "lets only unchanged copies be passed on",
	"unclear": "is unclear on passing copies on",
	"silent": "does not mention passing copies on",
}

_says["output_use"] := {
	"nc_only": "allows outputs to be used for non-commercial purposes only",
	"research_only": "allows outputs to be used for research only",
	"conflict": "says two things about the commercial use of outputs",
	"silent": "is for non-commercial use and does not mention outputs",
}

_says["output_ownership"] := {
	"licensor": "leaves them with the licensor",
	"licensee_conditional": "gives them on conditions",
	"silent": "does not mention who owns them",
}

_says["output_training"] := {
	"denied": "lets no model learn from its outputs",
	"own_family_only": "lets only its own family of models learn from its outputs",
	"non_competing_only": "lets only models that do not compete with the licensor learn from its outputs",
	"nc_only": "lets models learn from its outputs for non-commercial use only",
	"research_only": "lets models learn from its outputs for research only",
	"unread": "was not read",
}

_says["litigation_termination"] := {
	"all_rights": "ends all rights of whoever brings such a suit",
	"patent_license_only": "ends the patent license of whoever brings a patent suit",
	"no_patent_litigation_covenant": "asks that no patent suit be brought",
}

_says["territory"] := {
	"licensee_domicile": "asks where the licensee is at home",
	"place_of_use": "asks where the material or its outputs are used",
	"service_region": "asks where the service is offered",
}

_says["licensor_control"] := {
	"remote_restriction": "restrict the use from afar",
	"unilateral_amend": "change the terms without consent",
	"update_duty": "ask for updates to be used",
	"aup_url_only": "change the use policy behind its address",
}
