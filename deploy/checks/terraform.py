"""Parses the Terraform modules and looks whether every name is declared once and used."""

import pathlib
import re
import sys

import hcl2

PLACE = pathlib.Path(__file__).resolve().parents[1] / "terraform"
REFERENCE = re.compile(r"(?<![\w.\"])(?:(var|local)\.(\w+)|(data\.)?((?:aws|random)_\w+)\.(\w+))")

def plain(name: str) -> str:
    return name.strip('"')

def problems_of(module: pathlib.Path) -> list[str]:
    declared, used = set(), set()
    for file in sorted(module.glob("*.tf")):
        text = file.read_text()
        parsed = hcl2.loads(text)
        for block in parsed.get("variable", []):
            declared |= {f"var.{plain(name)}" for name in block}
        for block in parsed.get("locals", []):
            declared |= {f"local.{name}" for name in block if not name.startswith("__")}
        for kind, prefix in (("resource", ""), ("data", "data.")):
            for block in parsed.get(kind, []):
                for group, names in block.items():
                    declared |= {f"{prefix}{plain(group)}.{plain(name)}" for name in names if not name.startswith("__")}
        # Comments and descriptions name things that are none.
        code = re.sub(r"#.*|description\s*=.*", "", text)
        for scope, name, data, group, own in REFERENCE.findall(code):
            used.add(f"{scope}.{name}" if scope else f"{data}{group}.{own}")
    unused = {name for name in declared - used if name.startswith(("var.", "local.", "data."))}
    return [f"{module.name}: {name} is not declared" for name in sorted(used - declared)] + \
        [f"{module.name}: nothing uses {name}" for name in sorted(unused)]

def main() -> None:
    modules = [folder for folder in sorted(PLACE.iterdir()) if folder.is_dir()]
    problems = [problem for module in modules for problem in problems_of(module)]
    if problems:
        sys.exit("\n".join(problems))
    print(f"{', '.join(module.name for module in modules)}: parsed, and every name is declared and used")

main()
