/** The tool that a test offers, whose call the scenario `tool` triggers, and the output to send back. */
export const CLOCK = {
  name: 'tell_time',
  description: 'Tells the time',
  parameters: {
    type: 'object' as const,
    properties: { zone: { type: 'string' as const } },
    required: ['zone'],
  },
  output: '{"time":"9:41"}',
  /** The beginning of an answer that continues with the output. */
  answer: 'The tool says: {"time":"9:41"}\n\n',
} as const

export const REFUSAL = 'I am sorry, but I cannot help with that.'
export const THOUGHT = 'They want me to think first. So I do.'
