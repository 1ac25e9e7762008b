/**
 * Runs what takes too long for `npm test`: the browser tests outside the main paths (`e2e/support/mainPath.ts`), and
 * the tests whose outcome depends on chance, often enough to find rare faults. `SOAK=1` raises the counts in those
 * (`e2e/support/soak.ts`).
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

const COMMANDS = [
  // 10,000 random Markdown documents.
  ['vitest', 'run', '--project', 'dom', 'src/markdown/conformance.test.ts'],
  // 300 questions through a proxy that cuts connections, and 100 over Redis while processes are killed.
  ['vitest', 'run', '--project', 'package', 'e2e/package/exactlyOnce'],
  // Installations with pnpm and Yarn, and processes of NestJS that die.
  [
    'vitest',
    'run',
    '--project',
    'package',
    'e2e/package/install.test',
    'e2e/package/nestProcesses',
  ],
  // 24 questions to each server whose answers resume, twice.
  ['vitest', 'run', '--project', 'package', 'e2e/package/resuming'],
  // Everything else in the browser, and what is repeated more often: attacks at every prefix, killed tabs, cut streams.
  ['playwright', 'test', '--grep', '^(?!.*@main)|@soak'],
]

for (const command of COMMANDS) {
  console.log(`\nSOAK=1 ${command.join(' ')}`)
  const { status } = spawnSync('npx', ['--no-install', ...command], {
    cwd: ROOT,
    env: { ...process.env, SOAK: '1' },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    process.exitCode = 1
    break
  }
}
