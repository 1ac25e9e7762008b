import type { DialectName, UseChatStreamOptions } from 'vue-chat-stream'

/** What a server does with a question. */
export type Kind = 'text' | 'reasoning' | 'tool' | 'usage' | 'error' | 'cut'

/** The answers of a server, as a reader sees them. */
export interface Answers {
  readonly text: string
  readonly reasoning?: string
  /** Name and arguments of the tool call, and a part of its output. */
  readonly tool?: { readonly name: string; readonly args: string; readonly output: string }
  /** Part of the error's message, and the text before the error. */
  readonly error: { readonly message: string; readonly text: string }
}

/** One row of the table in docs/servers.md, and how its test runs it. */
export interface ServerCase {
  /** The server or the format, as in the table. */
  readonly server: string
  readonly dialect: DialectName
  /** What a user configures. @default nothing but the URL */
  readonly configure?: string
  /** How an ending is proved, as in the table. */
  readonly end: string
  /** The answers that the format carries. */
  readonly kinds: readonly Kind[]
  readonly answers: Answers
  /** Starts the server. It finds the kind of the answer in the header `x-kind`, or in the question. */
  start(): Promise<RunningServer>
  /** The options besides the URL. @default the transport `post` */
  options?(origin: string, kind: Kind): Partial<UseChatStreamOptions>
  /** The question for each kind of answer. @default the kind */
  readonly questions?: Readonly<Partial<Record<Kind, string>>>
}

export interface RunningServer {
  readonly url: string
  close(): void
}
