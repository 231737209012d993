"""What the schema of Compose cannot know: that everything a file names is there, and that nothing secret is in it."""

import pathlib
import re
import sys
import tomllib

import yaml

PLACE = pathlib.Path(__file__).resolve().parents[1] / "compose"
# Images of others bring users and file systems of their own.
OURS = {"jobwright", "node1", "node2", "migrate"}

def example() -> dict[str, str]:
    lines = (PLACE / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

def prepared() -> set[str]:
    """The files that `prepare` writes."""
    text = (PLACE / "prepare").read_text()
    names = set(re.findall(r"^secret (\S+)", text, re.MULTILINE))
    certificates = re.findall(r"^certificate (\w+) ", text, re.MULTILINE)
    return names | {f"tls/{name}.{kind}" for name in certificates for kind in ("pem", "key")} | {"tls/ca.pem", "tls/authorities.pem"}

def problems_of(file: pathlib.Path) -> list[str]:
    text = file.read_text()
    layout = yaml.safe_load(text)
    found = []
    for name in set(re.findall(r"\$\{(\w+)", text)) - example().keys():
        found.append(f"${name} is not in .env.example")
    for kind in ("secrets", "configs"):
        for name, entry in layout.get(kind, {}).items():
            source = entry["file"]
            if source.startswith("${SECRETS:-./secrets}/"):
                if source.removeprefix("${SECRETS:-./secrets}/") not in prepared():
                    found.append(f"`prepare` does not make {source}")
            elif kind == "secrets":
                found.append(f"the secret {name} is not in SECRETS")
            elif not (PLACE / source).is_file():
                found.append(f"there is no {source}")
    used = {"secrets": set(), "configs": set()}
    for name, service in layout["services"].items():
        for kind in used:
            for entry in service.get(kind, []):
                used[kind].add(entry if isinstance(entry, str) else entry["source"])
        for variable, value in (service.get("environment") or {}).items():
            if re.search("PASSWORD$|SECRET|KEY_ID|TOKEN", variable) and not str(value).startswith("/"):
                found.append(f"{name}: {variable} is a secret in the environment")
        if name in OURS:
            expected = {"read_only": True, "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"]}
            found += [f"{name}: {key} is not {value}" for key, value in expected.items() if service.get(key) != value]
        if "deploy" not in service and service.get("restart") != "on-failure":
            found.append(f"{name} has no limits")
    for kind, names in used.items():
        found += [f"no service has {kind} {name}" for name in layout.get(kind, {}).keys() - names]
        found += [f"there is no {kind} {name}" for name in names - layout.get(kind, {}).keys()]
    return [f"{file.name}: {problem}" for problem in found]

def main() -> None:
    problems = []
    for file in sorted(PLACE.glob("*.yaml")):
        problems += problems_of(file)
    team = yaml.safe_load((PLACE / "team.yaml").read_text())
    settings = tomllib.loads((PLACE / "jobwright.team.toml").read_text())
    subnet = team["networks"]["front"]["ipam"]["config"][0]["subnet"]
    if settings["server"]["trusted_proxies"] != [subnet]:
        problems.append("jobwright.team.toml trusts another network than team.yaml has")
    if problems:
        sys.exit("\n".join(problems))
    print("every file, variable and secret that the layouts name is there")

main()
