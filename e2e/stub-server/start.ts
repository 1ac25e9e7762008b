import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'
import { appHeaders } from './appHeaders.ts'
import { isStubPath } from './routes.ts'
import { runCommand } from './runCommand.ts'

const app = fileURLToPath(new URL('../../dist-app', import.meta.url))

if (existsSync(app)) {
  const files = sirv(app, {
    etag: true,
    setHeaders(response, path) {
      for (const [name, value] of Object.entries(appHeaders(path))) response.setHeader(name, value)
    },
  })
  await runCommand({
    name: 'npm start',
    announce: (url) => `The app is at ${url}  (Ctrl+C ends it)`,
    options: {
      before: (request, response, next) =>
        isStubPath(request.url ?? '') ? next() : files(request, response, next),
    },
  })
} else {
  console.error('There is no built app in dist-app/. Build it first: npm run build')
  process.exitCode = 1
}
