"""Reads a junit.xml as junitparser does: junit.py FILE; prints what it understood, as JSON."""

import json
import sys

from junitparser.xunit2 import JUnitXml


def main(path):
    xml = JUnitXml.fromfile(path)
    suites = []
    for suite in xml:
        cases = []
        for case in suite:
            cases.append({
                "name": case.name,
                "classname": case.classname,
                "time": case.time,
                "results": [
                    {"kind": type(result).__name__, "type": result.type,
                     "message": result.message, "text": result.text}
                    for result in case.result],
                "flaky": case.is_flaky, "rerun": case.is_rerun,
                "earlier": [
                    {"kind": type(result).__name__, "type": result.type,
                     "message": result.message, "text": result.stack_trace}
                    for result in case.interim_result],
            })
        suites.append({
            "name": suite.name, "tests": suite.tests, "failures": suite.failures,
            "errors": suite.errors, "skipped": suite.skipped, "cases": cases,
            "properties": {item.name: item.value for item in suite.properties()},
        })
    json.dump({"tests": xml.tests, "failures": xml.failures, "errors": xml.errors,
               "skipped": sum(suite.skipped for suite in xml), "suites": suites}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
