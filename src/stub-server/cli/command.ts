import { runCommand } from './runCommand.ts'

await runCommand({ name: 'npm run stub', announce: (url) => `listening on ${url}` })
