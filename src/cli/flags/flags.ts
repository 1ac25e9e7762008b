/** A flag of the command line. */
interface Flag {
  /** The name of its value in the help text; undefined if it takes no value. */
  readonly value?: string
  readonly short?: string
  /** Its lines in the help text. */
  readonly help: readonly string[]
}

const FLAGS = {
  endpoint: {
    value: 'URL',
    help: ['a URL that streams answers, such as http://localhost:3000/ai/chat/stream'],
  },
  transport: {
    value: 'NAME',
    help: [
      'with --endpoint: how it takes a question: session, post, get or eventsource',
      '(default: what it answers to OPTIONS, otherwise get)',
    ],
  },
  upstream: {
    value: 'URL',
    help: [
      'the base URL of an OpenAI-compatible server, such as http://localhost:8000/v1,',
      'or of Ollama, such as http://localhost:11434',
    ],
  },
  model: {
    value: 'NAME',
    help: ['with --upstream: the model (default: the first one that the server lists)'],
  },
  port: { value: 'N', help: ['the port of the app (default: 8866, or the next free one)'] },
  host: {
    value: 'NAME',
    help: ['the interface to listen on; 0.0.0.0 for all (default: localhost)'],
  },
  open: { help: ['open the app in the browser'] },
  help: { short: 'h', help: ['show this help'] },
  version: { short: 'v', help: ['show the version'] },
} as const satisfies Readonly<Record<string, Flag>>

export type FlagName = keyof typeof FLAGS

export const FLAG_NAMES = Object.keys(FLAGS) as readonly FlagName[]

export function isFlagName(name: string): name is FlagName {
  return Object.hasOwn(FLAGS, name)
}

export function flagOf(name: FlagName): Flag {
  return FLAGS[name]
}

const COLUMN = 20

const lines = FLAG_NAMES.flatMap((name) => {
  const { value, short, help } = flagOf(name)
  const flag = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`
  return help.map((line, index) => `  ${(index === 0 ? flag : '').padEnd(COLUMN)}${line}`)
})

/** The help text of the command. */
export const USAGE = `Usage: npx vue-chat-stream --endpoint URL [options]
       npx vue-chat-stream --upstream URL [options]

Serves the chat app in front of your own server, on one origin: the server needs no CORS.

Options:
${lines.join('\n')}

The API key is read from the environment variable VUE_CHAT_STREAM_API_KEY, or with --upstream also from
OPENAI_API_KEY. It is sent only to the server, never to the browser.`
