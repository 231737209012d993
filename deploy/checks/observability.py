"""Holds what deploy/observability asks for against what the program measures:  observability.py METRICS

METRICS is what a running server answered at /metrics. Every metric in the code stands in docs/metrics.md and the other way round;
every one that the server showed is there; alerts and dashboards name nothing else; every query is PromQL; every alert has a
section in docs/runbooks.md and a test.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLACE = ROOT / "deploy/observability"
# What Prometheus itself adds to each target.
OF_PROMETHEUS = {"up"}

def in_code() -> set[str]:
    macro = re.compile(r'\b(?:counter|gauge|histogram)!\(\s*"([a-z_]+)"')
    return {name for file in ROOT.glob("app/src/**/*.rs") for name in macro.findall(file.read_text())}

def in_table() -> set[str]:
    return set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/metrics.md").read_text(), re.MULTILINE))

def shown(metrics: str) -> set[str]:
    return set(re.findall(r"^# TYPE (\w+) ", metrics, re.MULTILINE))

def named(query: str) -> set[str]:
    """The metrics and recorded series of a query."""
    return set(re.findall(r"\bjobwright[\w:]*", re.sub(r'"[^"]*"', '""', query))) | (OF_PROMETHEUS & set(re.findall(r"\bup\b", query)))

def queries() -> list[tuple[str, str]]:
    found = []
    for file in sorted(PLACE.glob("dashboards/*.json")):
        for panel in json.loads(file.read_text())["panels"]:
            found += [(f"{file.name}, {panel['title']}", target["expr"]) for target in panel["targets"]]
    return found

def is_promql(expressions: list[str]) -> None:
    """Grafana's variables stand for values."""
    plain = [text.replace("$__rate_interval", "5m").replace("$instance", ".*") for text in expressions]
    rules = {"groups": [{"name": "dashboards", "rules": [{"record": f"query:{n}", "expr": text} for n, text in enumerate(plain)]}]}
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        yaml.safe_dump(rules, file)
        file.flush()
        subprocess.run(["promtool", "check", "rules", file.name], check=True, stdout=subprocess.DEVNULL)

def main() -> None:
    metrics = pathlib.Path(sys.argv[1]).read_text()
    code, table = in_code(), in_table()
    problems = [f"{name} is in the code and not in docs/metrics.md" for name in sorted(code - table)]
    problems += [f"{name} is in docs/metrics.md and not in the code" for name in sorted(table - code)]
    problems += [f"the server shows {name}, which docs/metrics.md does not have" for name in sorted(shown(metrics) - table)]
    kinds = dict(re.findall(r"^# TYPE (\w+) (\w+)$", metrics, re.MULTILINE))
    for name, kind in re.findall(r"^\| `(\w+)` \| (\w+) \|", (ROOT / "docs/metrics.md").read_text(), re.MULTILINE):
        if kinds.get(name, kind) != kind:
            problems.append(f"docs/metrics.md says that {name} is a {kind}, the server says {kinds[name]}")

    histograms = {name for name, kind in kinds.items() if kind == "histogram"}
    series = table | {f"{name}_{part}" for name in histograms for part in ("bucket", "sum", "count")}
    rules = [rule for group in yaml.safe_load((PLACE / "rules.yaml").read_text())["groups"] for rule in group["rules"]]
    known = series | OF_PROMETHEUS | {rule["record"] for rule in rules if "record" in rule}
    asked = queries() + [(rule.get("alert") or rule["record"], rule["expr"]) for rule in rules]
    for where, query in asked:
        names = named(query)
        problems += [f"{where}: there is no {name}" for name in sorted(names - known)]
        if not names:
            problems.append(f"{where}: the query names no metric")
    unused = table - {name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for _, query in asked for name in named(query)}
    problems += [f"no dashboard shows {name}" for name in sorted(unused)]
    is_promql([query for _, query in queries()])

    alerts = {rule["alert"]: rule for rule in rules if "alert" in rule}
    runbooks = re.findall(r"^## (Jobwright\w+)$", (ROOT / "docs/runbooks.md").read_text(), re.MULTILINE)
    tests = yaml.safe_load((PLACE / "rules.test.yaml").read_text())["tests"]
    fired = {test["alertname"] for group in tests for test in group.get("alert_rule_test", []) if test["exp_alerts"]}
    problems += [f"{name} has no section in docs/runbooks.md" for name in sorted(set(alerts) - set(runbooks))]
    problems += [f"docs/runbooks.md has a section for {name}, which is no alert" for name in sorted(set(runbooks) - set(alerts))]
    problems += [f"no test lets {name} fire" for name in sorted(set(alerts) - fired)]
    for name, rule in alerts.items():
        if rule["annotations"]["runbook"] != f"docs/runbooks.md#{name.lower()}":
            problems.append(f"{name} links to another section than its own")
    if problems:
        sys.exit("\n".join(problems))
    print(f"{len(table)} metrics, {len(asked)} queries, {len(alerts)} alerts, each with a runbook and a test that lets it fire")

main()
