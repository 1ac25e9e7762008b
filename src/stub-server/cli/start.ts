import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { appFiles } from '../http/appFiles.ts'
import { runCommand } from './runCommand.ts'

const app = fileURLToPath(new URL('../../../dist-app', import.meta.url))

if (existsSync(app)) {
  await runCommand({
    name: 'npm start',
    announce: (url) => `The app is running at ${url}  (press Ctrl+C to stop)`,
    options: { before: appFiles(app) },
  })
} else {
  console.error('The folder dist-app/ contains no built app. Build the app first: npm run build')
  process.exitCode = 1
}
