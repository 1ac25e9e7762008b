/** What the scenario `tool` calls where a request offers this tool, and what a page sends back. */
export const CLOCK = {
  name: 'tell_time',
  description: 'Tells the time',
  parameters: {
    type: 'object' as const,
    properties: { zone: { type: 'string' as const } },
    required: ['zone'],
  },
  output: '{"time":"9:41"}',
  /** How an answer begins that goes on with the output. */
  answer: 'The tool says: {"time":"9:41"}\n\n',
} as const

export const REFUSAL = 'I am sorry, but I cannot help with that.'
export const THOUGHT = 'They want me to think first. So I do.'
