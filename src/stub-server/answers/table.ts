/** A table that is too wide for a phone, with all three alignments. */
export const table = `Here is how the four ways to carry a stream compare:

| Transport | Direction | Resumes by itself | Headers of your own | Works with | Remarks |
| :-- | :-: | :-: | :-: | --: | :-- |
| Server-Sent Events | server → page | yes, with ids | no (native), yes (fetch) | HTTP/1.1 | text alone, and wonderfully plain |
| Fetch and NDJSON | server → page | no | yes | HTTP/1.1 | one line, one object |
| WebSocket | both | no | no | an upgrade | needs a protocol on top |
| Long polling | server → page | in a way | yes | anything | a request for every answer |

For an answer that grows while you read it, the **first row** is usually the right one.
`
