import { describe, expect, test } from 'vitest'
import { dialects, type DialectName } from '../index.ts'
import { decodeAll, sse } from '../decodeAll.test-helper.ts'
import { textOf } from '../../text.ts'

/** JSON values that no format expects: of each type, without a usable `toString`, with `__proto__`, and long. */
const HOSTILE = [
  'null',
  'true',
  '-1',
  '1e999',
  '"__proto__"',
  '""',
  '[]',
  '[null,[[]],{}]',
  '{}',
  '{"toString":1,"valueOf":null}',
  '[{"toString":1}]',
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  JSON.stringify('x'.repeat(100_000)),
  `${'['.repeat(2000)}${']'.repeat(2000)}`,
  `${'{"text":'.repeat(2000)}1${'}'.repeat(2000)}`,
]

/** Payloads in which a hostile value replaces `"?"`, the payload with the text, and the end. */
const PAYLOADS: Partial<Record<DialectName, readonly [string[], object, readonly unknown[]]>> = {
  openai: [
    [
      '{"choices":"?"}',
      '{"choices":["?"]}',
      '{"choices":[{"index":0,"delta":"?"}]}',
      ...[
        ...['content', 'reasoning', 'reasoning_content', 'reasoning_details', 'thinking', 'audio'],
        ...['refusal', 'tool_calls', 'function_call', 'images', 'annotations', 'usage'],
      ].map((name) => `{"choices":[{"index":0,"delta":{"${name}":"?"}}]}`),
      '{"choices":[{"index":0,"delta":{"content":["?"]}}]}',
      '{"choices":[{"index":0,"delta":{"content":[{"type":"?","text":"?","image_url":"?"}]}}]}',
      '{"choices":[{"index":0,"delta":{"tool_calls":["?"]}}]}',
      '{"choices":[{"index":0,"delta":{"tool_calls":[{"index":"?","id":"?","function":"?"}]}}]}',
      '{"choices":[{"index":0,"delta":{"tool_calls":[{"function":{"name":"?","arguments":"?"}}]}}]}',
      '{"choices":[{"index":0,"delta":{"images":["?",{"url":"?"},{"b64_json":"?"}]}}]}',
      '{"choices":[{"index":0,"delta":{"audio":{"transcript":[{"text":"?"}]}}}]}',
      '{"choices":[],"usage":"?","x_groq":"?","citations":"?","search_results":"?"}',
      '{"choices":[],"usage":{"prompt_tokens":"?","tokens":"?"},"web_search":[{"link":"?"}]}',
      '{"object":"?","choices":[{"index":0}]}',
    ],
    { choices: [{ index: 0, delta: { content: 'kept' } }] },
    [{ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }, '[DONE]'],
  ],
  anthropic: [
    [
      '{"type":"content_block_start","index":"?","content_block":"?"}',
      '{"type":"content_block_start","index":0,"content_block":{"id":"?","name":"?","input":"?"}}',
      '{"type":"content_block_start","content_block":{"tool_use_id":"?","content":"?","is_error":"?"}}',
      '{"type":"content_block_start","content_block":{"citations":"?"}}',
      '{"type":"content_block_delta","index":"?","delta":{"partial_json":"?"}}',
      '{"type":"content_block_delta","index":0,"delta":{"citation":"?"},"usage":"?"}',
      '{"type":"content_block_stop","index":"?"}',
      '{"type":"ping","delta":"?"}',
    ],
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'kept' } },
    [{ type: 'message_stop' }],
  ],
  'ai-sdk': [
    [
      '{"type":"?","x":1}',
      '{"type":"tool-input-start","toolCallId":"?","toolName":"?"}',
      '{"type":"tool-input-available","toolCallId":"c","toolName":"f","input":"?"}',
      '{"type":"tool-output-available","toolCallId":"c","output":"?"}',
      '{"type":"tool-output-error","toolCallId":"c","errorText":"?"}',
      '{"type":"tool-approval-request","toolCallId":"c","approvalId":"?"}',
      '{"type":"data-x","id":"?","data":"?","transient":"?"}',
      '{"type":"data-__proto__","id":"__proto__","data":"?"}',
      '{"type":"start","messageId":"?","messageMetadata":"?"}',
      '{"type":"message-metadata","messageMetadata":{"a":"?"}}',
      '{"type":"source-url","url":"?","title":"?"}',
      '{"type":"file","url":"?","mediaType":"?"}',
    ],
    { type: 'text-delta', id: '1', delta: 'kept' },
    [{ type: 'finish' }],
  ],
  gemini: [
    [
      '{"candidates":"?"}',
      '{"candidates":[{"content":"?","groundingMetadata":"?"}],"usageMetadata":"?"}',
      '{"candidates":[{"content":{"parts":"?"}}]}',
      '{"candidates":[{"content":{"parts":[{"functionCall":"?","inlineData":"?"}]}}]}',
      '{"candidates":[{"content":{"parts":[{"functionCall":{"name":"?","args":"?","id":"?"}}]}}]}',
      '{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"?","data":"?"}}]}}]}',
      '{"candidates":[{"groundingMetadata":{"groundingChunks":[{"web":"?"},"?"]}}]}',
    ],
    { candidates: [{ content: { parts: [{ text: 'kept' }] }, finishReason: 'STOP' }] },
    [],
  ],
  'openai-responses': [
    [
      '{"type":"response.output_item.added","item":"?","output_index":"?"}',
      '{"type":"response.output_item.done","item":{"type":"function_call","call_id":"?","name":"?","arguments":"?"}}',
      '{"type":"response.output_item.done","item":{"type":"image_generation_call","id":"i","result":"?","output_format":"?"}}',
      '{"type":"response.output_item.done","item":{"type":"mcp_call","id":"m","output":"?","error":"?"}}',
      '{"type":"response.function_call_arguments.delta","output_index":"?","delta":"?"}',
      '{"type":"response.output_text.annotation.added","annotation":"?"}',
      '{"type":"response.reasoning_text.delta","content_index":"?","item_id":"?"}',
    ],
    { type: 'response.output_text.delta', delta: 'kept' },
    [{ type: 'response.completed', response: { usage: {} } }],
  ],
}

describe.each(Object.entries(PAYLOADS))('%s', (name, [payloads, text, end]) => {
  const dialect = Object.entries(dialects).find(([each]) => each === name)?.[1]
  if (!dialect) throw new Error(`There is no dialect ${name}.`)

  test.each(payloads)('keeps the text, whatever is in %s', async (payload) => {
    for (const value of HOSTILE) {
      const hostile = payload.replaceAll('"?"', () => value)
      const { message, error } = await decodeAll(dialect, sse(text, hostile, hostile, text, ...end))
      expect(error, hostile.slice(0, 300)).toBeUndefined()
      // A hostile value may be text, too.
      expect(textOf(message)).toMatch(/^kept.*kept$/s)
      expect(() => structuredClone(message)).not.toThrow()
      expect(Object.prototype).not.toHaveProperty('polluted')
    }
  })
})
