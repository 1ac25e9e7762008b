/** Codes of Node, with what they mean and what to do. */
const FAILURES: readonly (readonly [codes: RegExp, reason: string, advice: string])[] = [
  [/^ECONNREFUSED$/, 'no server listens there', 'Start it, or check the URL'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'this host name is unknown', 'Check the URL'],
  [
    /^(?:ETIMEDOUT|E(?:HOST|NET)UNREACH)$/,
    'it did not answer in time',
    'Check the URL and the network',
  ],
  [
    /^(?:ECONNRESET|EPIPE)$/,
    'it closed the connection without an answer',
    'See the log of the server',
  ],
  [
    /^(?:EPROTO|ERR_SSL_.*)$/,
    'it does not speak TLS',
    'Check whether the URL begins with http or https',
  ],
  [
    /^HPE_/,
    'it does not speak HTTP',
    'Check the port, and whether the URL begins with http or https',
  ],
  [
    /CERT|SIGNATURE|ALTNAME|ISSUER/,
    'its certificate is not trusted',
    'Set NODE_EXTRA_CA_CERTS to the file of its authority',
  ],
]

/** Says why a request failed and what to do, as the end of one sentence and the next one. */
export function explainFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const found = FAILURES.find(([codes]) => codes.test(code))
  if (found) return `${found[1]} (${code}). ${found[2]}.`
  return `${code || (error instanceof Error ? error.message : String(error))}.`
}
