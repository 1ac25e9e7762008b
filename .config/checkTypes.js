/**
 * Checks the types of all files: `npm run types`. Each of three projects knows only what its files can use.
 * `typeProjects.test.ts` makes sure that every file is in one of them.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The projects of each step and their compilers. The others read the declarations of core: if a change in core leaves
 * these unchanged, nothing else has to be checked again.
 */
const STEPS = [
  { core: 'typescript/bin/tsc' },
  { browser: 'vue-tsc/bin/vue-tsc.js', node: 'typescript/bin/tsc' },
]

/** Returns when a file was changed, in milliseconds, or 0 if there is none. */
function changedAt(path) {
  return statSync(new URL(path, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

// The compiler does not notice that a package was replaced.
const CACHE = '../node_modules/.cache/types/'
if (changedAt(`${CACHE}core.tsbuildinfo`) < changedAt('../node_modules/.package-lock.json'))
  rmSync(new URL(CACHE, import.meta.url), { recursive: true, force: true })

/** Starts the compiler without npx or npm, which would take as long as checking a small project. */
async function check([project, compiler]) {
  const config = fileURLToPath(new URL(`tsconfig.${project}.json`, import.meta.url))
  const path = fileURLToPath(new URL(`../node_modules/${compiler}`, import.meta.url))
  const child = spawn(process.execPath, [path, '--build', config], { stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  return code
}

for (const step of STEPS) {
  const codes = await Promise.all(Object.entries(step).map(check))
  if (codes.some((code) => code !== 0)) {
    process.exitCode = 1
    break
  }
}
