#!/usr/bin/env python3
"""Holds the proofs about sums of numbers against an SMT solver (z3), on made-up policies.

    pip install z3-solver
    python3 tests/smt/compare.py target/release/vires [POLICIES] [SEED]

Every policy has one power, a few facts (whole numbers, steps of a tenth, any exact number) and rules whose conditions
compare sums of them. The solver is told the conditions as they were made up, and the regions as `vires check --format
json` gives them, and is asked for a case in which the two differ:

- the pairs of rules that overlap are exactly those whose conditions can hold together;
- the region of all overlaps together is exactly where two conditions hold;
- the region of all gaps together is exactly where none does.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

from z3 import And, Int, Not, Or, Real, RealVal, Solver, ToReal, sat, unsat

WORDS = {"at least": ">=", "at most": "<=", "below": "<", "above": ">", "is": "=="}


def number(value):
    """A number as the language writes it."""
    value = Fraction(value)
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


class Fact:
    """A fact with its variable for the solver."""

    def __init__(self, name, kind, low, high):
        self.name, self.kind, self.low, self.high = name, kind, low, high
        if kind == "dense":
            self.term = Real(name)
        else:
            step = 1 if kind == "whole" else Fraction(1, 10)
            self.term = ToReal(Int(name)) * RealVal(str(step))
        self.domain = And(self.term >= low, self.term <= high)

    def declaration(self, unit):
        kind = {"whole": "", "tenths": " with 1 decimals", "dense": ""}[self.kind]
        base = "number" if self.kind == "whole" else unit
        return f"fact {self.name} : {base}{kind} from {self.low} to {self.high}"


def compare(left, word, right):
    return {
        ">=": left >= right,
        "<=": left <= right,
        "<": left < right,
        ">": left > right,
        "==": left == right,
    }[WORDS[word]]


def comparison(dice, facts, unit):
    """A comparison: as text, and for the solver."""
    chosen = dice.sample(facts, min(len(facts), dice.choice([1, 2, 2, 2, 3])))
    text, term = "", RealVal(0)
    for fact in chosen:
        times = Fraction(dice.choice([1, 1, 1, 2, 3, Fraction(1, 2), Fraction(3, 10)]))
        minus = bool(text) and dice.random() < 0.4
        shown = fact.name if times == 1 else f"{number(times)} * {fact.name}"
        text += (f" - {shown}" if minus else f" + {shown}") if text else shown
        term = term + (-1 if minus else 1) * RealVal(str(times)) * fact.term
    # A limit that no value of the fact reaches is an error of its own.
    alone = chosen[0] if len(chosen) == 1 and text == chosen[0].name else None
    limit = dice.randint(alone.low, alone.high) if alone else dice.randint(-4, 18)
    word = dice.choice(list(WORDS))
    suffix = f" {unit}" if chosen[0].kind != "whole" else ""
    return f"{text} {word} {limit}{suffix}", compare(term, word, RealVal(limit))


def condition(dice, families, depth=0):
    """A condition over comparisons."""
    if depth < 2 and dice.random() < 0.5:
        parts = [condition(dice, families, depth + 1) for _ in range(dice.choice([2, 2, 3]))]
        join, word = dice.choice([(And, " and "), (Or, " or ")])
        return word.join(f"({text})" for text, _ in parts), join(*[term for _, term in parts])
    facts, unit = dice.choice(families)
    return comparison(dice, facts, unit)


def policy(dice):
    whole = [Fact(name, "whole", dice.randint(-5, 0), dice.randint(3, 12)) for name in ("k", "m", "n")[: dice.randint(1, 3)]]
    power = [
        Fact(name, dice.choice(["tenths", "dense"]), 0, dice.randint(3, 12)) for name in ("u", "v", "w")[: dice.randint(1, 3)]
    ]
    families = [(whole, ""), (power, "MW")]
    count = dice.randint(2, 4)
    conditions = [condition(dice, families) for _ in range(count)]
    lines = ['package t "T"', "unit MW", "tier central"]
    lines += [f"body b{n} at central" for n in range(count)]
    lines += [fact.declaration("MW") for fact in whole + power]
    lines += ['power p "P"', 'instrument i "I"', "  in force from 2025-01-01"]
    first = len(lines) + 2
    for n, (text, _) in enumerate(conditions):
        lines += [f"  article {n + 1}", f"    b{n} holds p when {text}"]
    return "\n".join(lines) + "\n", whole + power, [term for _, term in conditions], first


def amount(text):
    """The number of `1_200 MW` or `1.5`."""
    return Fraction(re.sub(r"[^0-9./-]", "", text.split(" ")[0].replace("_", "")))


def sum_of(text, facts):
    """The sum written in `x - 1.5 * y`."""
    named = {fact.name: fact.term for fact in facts}
    term = RealVal(0)
    for sign, times, name in re.findall(r"([+-]?)\s*(?:([0-9./]+) \* )?([a-z]+)", text):
        factor = Fraction(times) if times else Fraction(1)
        term = term + RealVal(str(-factor if sign == "-" else factor)) * named[name]
    return term


def region(boxes, facts):
    """Boxes as `check` gives them, for the solver."""
    named = {fact.name: fact.term for fact in facts}
    every = []
    for box in boxes:
        parts = []
        for key, value in box.items():
            if key == "at":
                continue
            if key == "where":
                for row in value:
                    text, word, limit = re.fullmatch(r"(.*) (at least|at most|below|above|is) (-?[0-9_./]+)(?: MW)?", row).groups()
                    parts.append(compare(sum_of(text, facts), word, RealVal(str(amount(limit)))))
                continue
            term = named[key]
            if "from" in value:
                low = RealVal(str(amount(value["from"])))
                parts.append(term >= low if value.get("from_included", True) else term > low)
            if "to" in value:
                high = RealVal(str(amount(value["to"])))
                parts.append(term <= high if value.get("to_included", True) else term < high)
        every.append(And(*parts))
    return Or(*every)


def holds(solver_domain, claim):
    """A case within the domain that meets the claim, or none."""
    solver = Solver()
    solver.add(*solver_domain)
    solver.add(claim)
    verdict = solver.check()
    if verdict == sat:
        return solver.model()
    assert verdict == unsat, "the solver gives up"
    return None


def examine(binary, folder, seed):
    """What is wrong with one policy; None where all is as it should be."""
    text, facts, conditions, first = policy(random.Random(seed))
    path = Path(folder) / "policy.vires"
    path.write_text(text, encoding="utf-8")
    run = subprocess.run([binary, "check", "--format", "json", "--all", str(path)], capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        return f"{run.stderr}\n{text}"
    findings = json.loads(run.stdout)["findings"]
    strange = [own for own in findings if own["kind"] in ("syntax", "name", "type") or own["code"].startswith("V9")]
    if strange:
        return f"{strange[0]['code']} {strange[0]['message']}\n{text}"
    domain = [fact.domain for fact in facts]
    pairs, overlaps, gaps = set(), [], []
    for finding in findings:
        if finding["kind"] == "overlap":
            numbers = [(rule["start"]["line"] - first) // 2 for rule in finding["rules"]]
            pairs |= {tuple(sorted((numbers[a], numbers[b]))) for a, b in finding["pairs"]}
            overlaps += finding["boxes"]
        elif finding["kind"] == "gap":
            gaps += finding["boxes"]
    count = len(conditions)
    together = [(a, b) for a in range(count) for b in range(a + 1, count)]
    expected = {(a, b) for a, b in together if holds(domain, And(conditions[a], conditions[b])) is not None}
    if pairs != expected:
        return f"pairs {sorted(pairs)}, the solver says {sorted(expected)}\n{text}"
    said = {
        "overlap": (region(overlaps, facts), Or(*[And(conditions[a], conditions[b]) for a, b in together])),
        "gap": (region(gaps, facts), Not(Or(*conditions))),
    }
    for what, (own, truth) in said.items():
        differs = holds(domain, own != truth)
        if differs is not None:
            return f"the region of {what} is not exact, for example in {differs}\n{text}"
    return None


def main():
    binary = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    start = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(start, start + count):
            why = examine(binary, folder, seed)
            if why is not None:
                wrong += 1
                print(f"--- seed {seed}\n{why}")
    print(f"{count} policies, {wrong} in which the solver disagrees")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
