import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const DRIVER = '/usr/bin/WebKitWebDriver'
const VIRTUAL_SCREEN = '/usr/bin/xvfb-run'
/** How long the driver may take to start, in milliseconds. */
const START_TIME = 60_000

/** A page in WebKit, driven over the WebDriver protocol. */
export interface WebKitPage {
  readonly open: (url: string) => Promise<void>
  /** Runs a function in the page. It can't use anything from outside; arguments and result are JSON. */
  readonly evaluate: <Args extends readonly unknown[], Result>(
    script: (...args: Args) => Result,
    ...args: Args
  ) => Promise<Result>
  /** Performs the input of one device, as the `actions` of WebDriver describe it. */
  readonly act: (device: Readonly<Record<string, unknown>>) => Promise<void>
}

export interface WebKit {
  readonly page: WebKitPage
  readonly close: () => Promise<void>
}

/**
 * Finds WebKitGTK's MiniBrowser: the one that `WEBKIT_PATH` names, or the system's. Playwright drives only its own
 * build of WebKit, which needs libraries of another Linux distribution.
 *
 * @returns undefined if the browser, its driver or the virtual screen is missing
 */
export function findWebKit(): string | undefined {
  const isComplete = existsSync(DRIVER) && existsSync(VIRTUAL_SCREEN)
  return isComplete ? process.env['WEBKIT_PATH'] || findMiniBrowser() : undefined
}

/** Debian names the folder after the machine, for example `x86_64-linux-gnu`. */
function findMiniBrowser(): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : []
  return folders
    .map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`)
    .find((path) => existsSync(path))
}

/** Starts WebKit on a virtual screen. `close` ends the browser, its driver and the screen. */
export async function startWebKit(binary: string): Promise<WebKit> {
  const port = await findFreePort()
  const driver = spawn(VIRTUAL_SCREEN, ['--auto-servernum', DRIVER, `--port=${port}`], {
    // The driver leads its own process group, and `end` kills the whole group.
    detached: true,
    stdio: 'ignore',
  })
  const end = () => driver.pid !== undefined && process.kill(-driver.pid)
  try {
    const base = `http://127.0.0.1:${port}`
    await untilReady(`${base}/status`)
    const options = { binary, args: ['--automation'] }
    const { sessionId } = await send<{ sessionId: string }>('POST', `${base}/session`, {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
    })
    const session = `${base}/session/${sessionId}`
    return {
      page: createPage(session),
      async close() {
        await send('DELETE', session)
        end()
      },
    }
  } catch (error) {
    end()
    throw error
  }
}

function createPage(session: string): WebKitPage {
  return {
    open: (url) => send('POST', `${session}/url`, { url }),
    evaluate: (script, ...args) =>
      send('POST', `${session}/execute/sync`, {
        script: `return (${String(script)})(...arguments)`,
        args,
      }),
    act: (device) => send('POST', `${session}/actions`, { actions: [device] }),
  }
}

async function send<Value>(method: string, url: string, body?: unknown): Promise<Value> {
  const response = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`)
  // The driver answers every command in this form.
  return (JSON.parse(text) as { value: Value }).value
}

async function untilReady(url: string): Promise<void> {
  const end = Date.now() + START_TIME
  const isReady = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await isReady())) {
    if (Date.now() > end) throw new Error(`${DRIVER} did not start within ${START_TIME} ms.`)
    await wait(50)
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address && typeof address !== 'string') resolve(address.port)
        else reject(new Error('No free port was found.'))
      })
    })
  })
}
