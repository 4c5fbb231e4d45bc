// Both readers find as many failed cases as the json report beside the file has
// errors and warnings.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse as read } from "junit2json";
import parser from "test-results-parser";

let wrong = 0;

for (const path of process.argv.slice(2)) {
  const report = JSON.parse(readFileSync(join(dirname(path), "json"), "utf8"));
  const wanted = report.diagnostics.filter(
    (d) => !d.suppressed && d.baseline !== "known" && d.severity !== "info",
  ).length;
  const first = await read(readFileSync(path, "utf8"));
  const failures = (first.testsuite ?? [])
    .flatMap((suite) => suite.testcase)
    .filter((testcase) => testcase.failure);
  const second = parser.parse({ type: "junit", files: [path] });

  if (failures.length !== wanted || first.failures !== wanted || second.failed !== wanted) {
    console.error(`${path}: ${failures.length} and ${second.failed} failures, expected ${wanted}`);
    wrong++;
  }
}
process.exit(wrong ? 1 : 0);
