import { SCENARIOS } from '../scenarios/scenarios.ts'

/** The scenario vocabulary, as a person reads it. */
export function help(): string {
  const rows = SCENARIOS.map((scenario) => {
    const amount = 'amount' in scenario ? ` [${scenario.amount.unit}]` : ''
    return `| \`/${scenario.name}${amount}\` | ${scenario.summary} |`
  })
  return `This server can misbehave on purpose. Begin a message with one of these:

| Message | What happens |
| :-- | :-- |
${rows.join('\n')}

A question may follow: \`/drop 300 tell me about tables\`. So may \`times=2\` (how many attempts meet it), \`pace=0-5\` (milliseconds a token) and \`on=stream\` (the GET of a session meets it, not its POST). Tests say the same in the header \`X-Stub-Scenario: drop 300\`.
`
}
