#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { explainError, startCommand } from './startCommand.ts'

/** In the package, this file is `dist/cli.js` and the app is in `dist/app/`. */
const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
) as { version: string }

// The process ends its open streams with it: the page sees that they broke off.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0))

try {
  await startCommand({
    args: process.argv.slice(2),
    environment: process.env,
    app: join(import.meta.dirname, 'app'),
    version,
    print: (line) => console.log(line),
    warn: (line) => console.error(line),
  })
} catch (error) {
  console.error(explainError(error))
  process.exitCode = 1
}
