import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface CommandProcess {
  /** The first URL that the command has printed. */
  readonly url: string
  /** Everything that the command has printed so far, to standard output and standard error. */
  readonly printed: () => string
  /** Sends a signal, and returns the exit code; null if the signal has killed the process. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** API keys of the machine that runs the test. */
const MACHINE_KEYS = ['OPENAI_API_KEY', 'VUE_CHAT_STREAM_API_KEY']

const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !MACHINE_KEYS.includes(name)),
)

/**
 * Starts the command `vue-chat-stream` and waits for its URL.
 *
 * @throws Error with the output if the command ends without a URL
 */
export async function startCommandProcess(
  [file = '', ...args]: readonly string[],
  keys: Readonly<Record<string, string>> = {},
): Promise<CommandProcess> {
  const child = spawn(file, args, { env: { ...environment, ...keys }, stdio: 'pipe' })
  const exited = once(child, 'exit') as Promise<[number | null]>
  let printed = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (data: unknown) => {
      printed += String(data)
      const [found] = /http:\/\/localhost:\d+(?= {2}\(press)/.exec(printed) ?? []
      if (found) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void exited.then(([code]) => reject(new Error(`Exit code ${code}:\n${printed}`)), reject)
  })
  return {
    url,
    printed: () => printed,
    async end(signal) {
      child.kill(signal)
      const [code] = await exited
      return code
    },
  }
}
