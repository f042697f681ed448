package licet.lib.hazard

import rego.v1

# The rule that answers for a code. What is not here, or comes with an effect that its rule does not expect, is dp/claim's.
owner(code, effect) := [name, effect] if {
	some name, codes in _says
	is_string(codes[code])
	name in object.get(_expecting, effect, set())
} else := ["claim", "refuted"] if {
	effect == "refuted"
} else := ["claim", "undecided"]

says(code) := words if {
	some codes in _says
	words := codes[code]
} else := "the accountant gives a reason that has no words here"

_expecting := {
	"refuted": {"audit", "claim", "clipping", "logs", "microbatch", "noise", "releases", "sampling", "truncation", "tuning"},
	"undecided": object.keys(_says) - {"accountant", "budget", "delta", "logs"},
	"note": {"accountant", "delta"},
}

# By rule, its codes and what they mean.
_says := {
	"accountant": {
		"accountant_unreliable": "the accountant that was used is known to be wrong at such a delta",
		"claim_equals_rdp_bound": "the figure is the bound of an RDP accountant, and less is true",
	},
	"adjacency": {"adjacency_mismatch": "what is compared counts different data sets as neighbors"},
	"audit": {
		"audit_exceeds_claim": "the audit found more of the training data than such a claim allows",
		"audit_threshold_reused": "the threshold of the audit was chosen on the scores that it then judged",
	},
	"batch_dependence": {"batch_dependent_computation": "layers, losses or the clipping norm depend on the other examples"},
	"budget": {
		"budget_exceeded": "more than that is spent",
		"budget_incomplete": "a budget needs epsilon, delta, unit and adjacency",
		"budget_not_shown": "that no more is spent is not shown",
		"claim_above_budget": "a model claims more than that",
		"training_not_accounted": "a training on the data cannot be accounted",
		"training_without_dp": "a model was trained on the data without differential privacy",
	},
	"claim": {
		"claim_below_lower": "no training with these facts can be that private",
		"claim_not_shown": "no verdict of the accountant shows it",
		"claim_refuted": "the declared facts or the evidence exclude it",
		"bracket_straddles_claim": "the claim lies between what is certain and what is excluded",
		"unsupported_event": "part of the training is something that nobody here can account for",
		"missing_fact": "a fact that decides it is not stated",
	},
	"claim_complete": {"incomplete_claim": "the claim leaves out what it needs to mean anything"},
	"clipping": {"layer_sensitivity": "with one norm for each layer an example moves the sum by more than one of them"},
	"delta": {"delta_too_large": "delta is large for the number of units"},
	"hidden_state": {"hidden_state_claim": "it covers only the last state of the model, which is not what is accounted here"},
	"logs": {
		"clip_violated": "logged gradients are longer than the clipping norm",
		"log_batch_sizes_not_poisson": "the logged batch sizes are not those of Poisson batches",
		"log_noise_mismatch": "the logged noise is not the declared one",
	},
	"mechanism": {"not_a_dp_mechanism": "the mechanism gives no differential privacy"},
	"microbatch": {"microbatch_sensitivity": "clipping a microbatch lets one example move it by twice the norm"},
	"noise": {"actual_batch_divisor": "dividing by the batch that was drawn reveals its size and changes the noise", "noise_scale": "the noise that the code adds is not the stated multiple of the clipping norm"},
	"parameters": {"inconsistent_parameters": "rate, batch size, units, steps and epochs cannot all be true"},
	"participation": {"participation_unknown": "how often and how far apart a unit takes part is not stated"},
	"randomness": {"insecure_rng": "the noise is not known to come from a secure source", "seed_published": "whoever knows the seed can take the noise away"},
	"releases": {"releases_not_composed": "other releases on the same data are not counted"},
	"sampling": {
		"fixed_batch_as_poisson": "batches of a fixed size do not hide as much as Poisson batches",
		"shuffled_as_poisson": "shuffled batches do not hide as much as Poisson batches",
	},
	"scope": {"scope_overlap": "data outside its scope may hold the same units"},
	"truncation": {"truncation_ignored": "batches are cut off or filled up, which Poisson accounting leaves out"},
	"tuning": {"tuning_not_counted": "the runs on private data that chose the settings are not counted"},
	"unit": {"unit_not_bounded": "how much one unit contributes is not bounded"},
}
