import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Runs a command of a project until `use` has ended. `use` gets the first URL that the command prints. */
export async function whileRunning(
  folder: string,
  [command = '', ...args]: readonly string[],
  use: (url: string) => Promise<void>,
): Promise<void> {
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1' }
  const server: ChildProcess = spawn(command, args, { cwd: folder, env, stdio: 'pipe' })
  const exited = once(server, 'exit')
  try {
    await use(await printedUrl(server))
  } finally {
    server.kill()
    await exited
  }
}

/** @throws if the command ends without a URL; the error has its output */
async function printedUrl({ stdout, stderr }: ChildProcess): Promise<string> {
  let printed = ''
  stderr?.on('data', (text) => (printed += String(text)))
  if (stdout) {
    for await (const line of createInterface({ input: stdout })) {
      printed += `${line}\n`
      const [url] = /http:\/\/[\w.]+:\d+/.exec(line) ?? []
      if (url) return url
    }
  }
  throw new Error(`The command printed no URL:\n${printed}`)
}
