/**
 * Measures the sizes listed in `.size-limit.js`, and compares them with the bounds there and with the figures in the
 * README and the docs: `npm run size`. With `--write` it updates those figures.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './build/builds.ts'
import { checkFigures, writeFigures, type MeasuredSize } from './sizeFigures.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface LimitResult extends MeasuredSize {
  readonly passed: boolean
  readonly sizeLimit: number
}

function run(...command: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', ...command], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  // A warning on stderr is no failure: on a busy machine Vite reports slow plugins. size-limit prints the sizes, then
  // fails if one is over its bound.
  if (!stdout && status !== 0) throw new Error(`${command.join(' ')} failed: ${stderr}`)
  return stdout
}

await ensureBuilt('dist-app')
await ensureBuilt('dist')
run('vite', 'build', '--mode', 'size', '--logLevel', 'warn')
run('vite', 'build', '--mode', 'size-pinned', '--logLevel', 'warn')
run('vite', 'build', '--mode', 'size-tools', '--logLevel', 'warn')
const results = JSON.parse(run('size-limit', '--json')) as readonly LimitResult[]

const problems: string[] = []
for (const { name, size, sizeLimit, passed } of results) {
  console.log(`${name}: ${size} of at most ${sizeLimit} bytes`)
  if (!passed)
    problems.push(`${name} is ${size - sizeLimit} bytes over its bound in .size-limit.js.`)
}

const docs = readdirSync(`${ROOT}docs`).filter((name) => name.endsWith('.md'))
for (const page of ['README.md', 'README.zh-CN.md', ...docs.map((name) => `docs/${name}`)]) {
  const text = readFileSync(`${ROOT}${page}`, 'utf8')
  if (process.argv.includes('--write')) writeFileSync(`${ROOT}${page}`, writeFigures(text, results))
  else
    problems.push(
      ...checkFigures(text, results).map(
        (problem) => `${page}: ${problem} Run npm run size -- --write.`,
      ),
    )
}
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
}
