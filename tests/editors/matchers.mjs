// Problem matchers, applied as VS Code and GitHub do, to the lines of reports in
// the format concise: matchers.mjs FOLDER FILE...
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, ...files] = process.argv.slice(2);
const source = (name) => readFileSync(join(folder, name), "utf8");
// As README.md there promises.
const frozen = source("README.md").match(/^    (\^.*\$)$/m)[1];
const tasks = JSON.parse(source("vscode/tasks.json").replace(/^\/\/.*$/gm, ""));
const patterns = [
  JSON.parse(source("github/draftlint-matcher.json")).problemMatcher[0].pattern[0],
  ...tasks.tasks.map((task) => task.problemMatcher.pattern),
];
let lines = 0;
let wrong = 0;

for (const pattern of patterns) {
  if (pattern.regexp !== frozen) {
    console.error(`not the regular expression that is promised: ${pattern.regexp}`);
    wrong++;
  }
  const regexp = new RegExp(pattern.regexp);
  for (const file of files) {
    for (const line of readFileSync(file, "utf8").split("\n").slice(0, -1)) {
      const found = regexp.exec(line);
      const again = found && ["file", "line", "column"].map((name) => found[pattern[name]]).join(":");
      const rest = found && `: ${found[pattern.severity]}: ${found[pattern.message]} [${found[pattern.code]}]`;
      lines++;
      if (!found || again + rest !== line || /:\d+:\d+: /.test(found[pattern.file])) {
        console.error(`${file}: ${line}`);
        wrong++;
      }
    }
  }
}
console.log(`matchers: ${lines} lines, ${wrong} failed`);
process.exit(wrong || !lines ? 1 : 0);
