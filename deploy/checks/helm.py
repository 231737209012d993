"""Renders the chart for each file in deploy/helm/values and holds the result against the schemas of Kubernetes:  helm.py PROGRAM

Helm itself renders, as a library; nothing is installed anywhere. The settings of each layout are read by the program, so a chart
with settings that no node would start with fails here.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import kubernetes_validate
import yaml
from helm_python import chart as helm

PLACE = pathlib.Path(__file__).resolve().parents[1] / "helm"
VERSION = "1.34.0"
# Resources of operators: Kubernetes has no schema of them.
FOREIGN = {"ServiceMonitor"}
# What the Secrets of the example values hold, so that the settings are whole.
SECRETS = {
    "JOBWRIGHT__DATABASE__URL": "postgres://jobwright_app:x@db.example.org/jobwright",
    "JOBWRIGHT__STORAGE__ACCESS_KEY_ID": "id",
    "JOBWRIGHT__STORAGE__SECRET_ACCESS_KEY": "key",
    "JOBWRIGHT__BROADCAST__URL": "redis://redis.example.org",
    "JOBWRIGHT__IDENTITY__ANON_KEY": "key",
    "JOBWRIGHT__IDENTITY__SERVICE_KEY": "key",
}

def resources(rendered: dict[str, str]) -> list[dict]:
    return [part for name, text in rendered.items() if name.endswith(".yaml") for part in yaml.safe_load_all(text) if part]

def pods(parts: list[dict]) -> list[dict]:
    return [part["spec"]["template"]["spec"] for part in parts if part["kind"] in ("StatefulSet", "Job")]

def is_read(program: str, settings: str) -> None:
    """The first thing that `doctor` reports is whether it can read the configuration. The servers in it are nowhere."""
    wanted = [name for name in SECRETS if f"[{name.split('__')[1].lower()}]" in settings]
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        (folder / "jobwright.toml").write_text(settings)
        (folder / "secrets").mkdir()
        for name in wanted:
            (folder / "secrets" / name).write_text(SECRETS[name])
        command = [program, "--config", str(folder / "jobwright.toml"), "--secrets", str(folder / "secrets"), "--json", "doctor"]
        environment = {"PATH": os.environ["PATH"], "JOBWRIGHT__DATA_DIR": place + "/data"}
        run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        found = [check for check in json.loads(run.stdout)["checks"] if check["check"] == "configuration"]
        if [check["outcome"] for check in found] != ["ok"]:
            sys.exit(f"{settings}\n{found}")

def problems_of(name: str, chart: helm.Chart, values: dict, program: str) -> list[str]:
    parts = resources(chart.render(values, name="jobwright", namespace="jobs"))
    problems = []
    for part in parts:
        if part["kind"] in FOREIGN:
            continue
        try:
            kubernetes_validate.validate(part, VERSION, strict=True)
        except kubernetes_validate.ValidationError as error:
            problems.append(f"{name}: {part['kind']} {part['metadata']['name']}: {error.message} at {list(error.path)}")
    for pod in pods(parts):
        mounted = {mount["name"] for container in pod["containers"] for mount in container["volumeMounts"]}
        there = {volume["name"] for volume in pod["volumes"]} | {
            claim["metadata"]["name"] for part in parts for claim in part.get("spec", {}).get("volumeClaimTemplates", [])
        }
        problems += [f"{name}: nothing is mounted as {volume}" for volume in mounted - there]
        for container in pod["containers"]:
            security = container["securityContext"]
            if not (security["readOnlyRootFilesystem"] and security["capabilities"] == {"drop": ["ALL"]} and pod["securityContext"]["runAsNonRoot"]):
                problems.append(f"{name}: {container['name']} may more than it needs")
    kinds = sorted(part["kind"] for part in parts)
    for switch, kind in (("autoscaling", "HorizontalPodAutoscaler"), ("podDisruptionBudget", "PodDisruptionBudget"),
                         ("networkPolicy", "NetworkPolicy"), ("ingress", "Ingress"), ("serviceMonitor", "ServiceMonitor"), ("migrate", "Job")):
        if bool(values.get(switch, {}).get("enabled")) != (kind in kinds):
            problems.append(f"{name}: {switch} does not decide whether there is a {kind}")
    settings = next(part["data"]["jobwright.toml"] for part in parts if part["kind"] == "ConfigMap")
    is_read(program, settings)
    print(f"{name}: {len(parts)} resources: {', '.join(kinds)}")
    return problems

def refused(chart: helm.Chart, values: dict) -> bool:
    try:
        chart.validate_schema(values)
        chart.render(values, name="jobwright", namespace="jobs")
    except Exception:  # noqa: BLE001: whatever Helm says, it does not render
        return True
    return False

def main() -> None:
    chart = helm.Chart.load(str(PLACE / "jobwright"))
    problems = []
    files = sorted((PLACE / "values").glob("*.yaml"))
    for file in files:
        values = yaml.safe_load(file.read_text())
        chart.validate_schema(values)
        problems += problems_of(file.name, chart, values, sys.argv[1])
    team = yaml.safe_load((PLACE / "values/team.yaml").read_text())
    for what, wrong in {
        "several nodes without shared keys": team | {"keys": {"existingSecret": ""}},
        "several nodes on SQLite": {"replicas": 2, "keys": {"existingSecret": "keys"}},
        "a password among the settings": team | {"settings": '[mail]\npassword = "x"\n'},
        "a key that is not there": {"replica": 2},
        "an ingress without a host": {"ingress": {"enabled": True, "className": "nginx"}},
    }.items():
        if not refused(chart, wrong):
            problems.append(f"the chart takes {what}")
    if problems:
        sys.exit("\n".join(problems))
    print(f"{len(files)} layouts render and fit Kubernetes {VERSION}")

main()
