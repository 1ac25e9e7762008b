/** What a chat tells the model beside its messages. What is absent is as for all chats. */
export interface ChatSettings {
  readonly system?: string | undefined
  readonly model?: string | undefined
  readonly temperature?: number | undefined
  readonly topP?: number | undefined
  readonly maxTokens?: number | undefined
}

/** The settings that are numbers. */
export const parameters = ['temperature', 'topP', 'maxTokens'] as const
export type ParameterName = (typeof parameters)[number]

/**
 * What becomes of it: it gets to the model; it is sent to an endpoint that does with it what it likes; it is
 * sent nowhere, as an address has room for the question alone; the server decides itself what its model is told.
 */
export type Reach = 'model' | 'endpoint' | 'nowhere' | 'decided'
