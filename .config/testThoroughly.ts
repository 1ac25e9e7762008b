/**
 * Repeats the tests whose outcome depends on chance often enough to find rare faults: `npm run test:thorough`.
 * `SOAK=1` raises the counts in those tests (`e2e/support/soak.ts`).
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

const COMMANDS = [
  // 10,000 random Markdown documents.
  ['vitest', 'run', '--project', 'dom', 'src/markdown/conformance.test.ts'],
  // 300 questions through a proxy that cuts connections, and 100 over Redis while processes are killed.
  ['vitest', 'run', '--project', 'package', 'e2e/package/exactlyOnce'],
  // Attacks at every prefix, killed tabs, cut streams, several tabs, chats of 2,000 messages.
  [
    'playwright',
    'test',
    ...['attack', 'findInChat', 'killedTab', 'longChat', 'resume', 'tabs'].map(
      (name) => `/${name}.spec.ts`,
    ),
  ],
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
