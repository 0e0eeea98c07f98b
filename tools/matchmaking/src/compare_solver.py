"""Solves hospital-resident instances with the package `matching` and reports pairs and times.

Reads {"instances": [{"residents": {name: [hospital]}, "hospitals": {name: [resident]}, "capacities": {name: n}}],
"repeats": n, "optimal": "resident" | "hospital"} from the standard input and writes
{"solved": [{"pairs": [[resident, hospital]], "milliseconds": [n]}]}. Only `solve` is timed, as processor time; the game
is built anew for each repetition, because solving changes it.
"""

import json
import sys
import time

from matching.games import HospitalResident

sys.setrecursionlimit(1_000_000)  # the package copies its graph of players recursively


def solve(instance, repeats, optimal):
    milliseconds = []
    for _ in range(repeats):
        game = HospitalResident.create_from_dictionaries(
            instance["residents"], instance["hospitals"], instance["capacities"]
        )
        begun = time.process_time()
        matching = game.solve(optimal=optimal)
        milliseconds.append((time.process_time() - begun) * 1000)
    pairs = [[str(resident), str(hospital)] for hospital, residents in matching.items() for resident in residents]
    return {"pairs": pairs, "milliseconds": milliseconds}


def main():
    given = json.load(sys.stdin)
    solved = [solve(each, given["repeats"], given["optimal"]) for each in given["instances"]]
    json.dump({"solved": solved}, sys.stdout)


main()
