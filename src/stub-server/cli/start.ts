import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { appFiles } from '../http/appFiles.ts'
import { runCommand } from './runCommand.ts'

const app = fileURLToPath(new URL('../../../dist-app', import.meta.url))

if (existsSync(app)) {
  await runCommand({
    name: 'npm start',
    announce: (url) => `The app is at ${url}  (Ctrl+C ends it)`,
    options: { before: appFiles(app) },
  })
} else {
  console.error('There is no built app in dist-app/. Build it first: npm run build')
  process.exitCode = 1
}
