"""Validates run.json files by a JSON Schema: schema.py SCHEMA RUN_JSON... ; prints what does not fit."""

import json
import sys

import jsonschema


def main(schema, *documents):
    with open(schema, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    findings = 0
    for path in documents:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        for error in validator.iter_errors(document):
            findings += 1
            print(f"{path}: {error.json_path}: {error.message[:200]}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
