/**
 * Checks the types of all files: `npm run types`. Three projects run at the same time: each knows only what its files
 * can use, and none loads what it does not need. `typeProjects.test.ts` makes sure that every file is in one of them.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const PROJECTS = {
  browser: 'vue-tsc/bin/vue-tsc.js',
  node: 'typescript/bin/tsc',
  core: 'typescript/bin/tsc',
}

/** Starts the compiler without npx or npm, which would take as long as checking a small project. */
async function check([project, compiler]) {
  const config = fileURLToPath(new URL(`tsconfig.${project}.json`, import.meta.url))
  const path = fileURLToPath(new URL(`../node_modules/${compiler}`, import.meta.url))
  const child = spawn(process.execPath, [path, '--noEmit', '-p', config], { stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  return code
}

const codes = await Promise.all(Object.entries(PROJECTS).map(check))
process.exitCode = codes.every((code) => code === 0) ? 0 : 1
