import type { Transport, useChatStream, UseChatStreamOptions } from 'vue-chat-stream'
import type { RunModel } from './RunModel.ts'

/** The options that a preset returns. */
export type PresetOptions = UseChatStreamOptions & { readonly transport: Transport }

/** A server whose answers resume, and how a chat uses it. */
export interface ResumableCase {
  readonly server: string
  /** Starts the server, until the test ends. Its answers come from the model. */
  start(model: RunModel): Promise<RunningCase>
}

export interface RunningCase {
  /** The ports that a client connects to. The first one is that of the endpoint. */
  readonly ports: readonly number[]
  /** Tells the server where a client reaches its other ports, if it sends URLs. */
  expose?(origins: readonly string[]): void
  /** Returns the options of the chat, for a server at an origin. */
  options(origin: string): PresetOptions
}

export type Chat = ReturnType<typeof useChatStream>
