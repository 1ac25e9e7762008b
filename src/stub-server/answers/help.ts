import { SCENARIOS } from '../scenarios/scenarios.ts'

/** Returns the list of all scenarios as Markdown for the user. */
export function help(): string {
  const rows = SCENARIOS.map((scenario) => {
    const amount = 'amount' in scenario ? ` [${scenario.amount.unit}]` : ''
    return `| \`/${scenario.name}${amount}\` | ${scenario.summary} |`
  })
  return `This server can misbehave on purpose. Begin a message with one of these commands:

| Message | What happens |
| :-- | :-- |
${rows.join('\n')}

A question may follow: \`/drop 300 tell me about tables\`. You can add \`times=2\` (how many attempts it affects), \`pace=0-5\` (milliseconds per token) and \`on=stream\` (affects the GET of a session, not its POST). In a test, send the header \`X-Stub-Scenario: drop 300\` instead.
`
}
