import { textOf } from '../text.ts'
import type { ToolDescription } from '../tools/toolSet.ts'
import type { ChatMessage, FilePart } from '../types.ts'
import { base64Of, toNamedText } from './fileContent.ts'
import {
  joinUrl,
  headersWithKey,
  messagesToSend,
  type ModelOptions,
  type Preset,
  checkPreset,
  modelOptionNames,
} from './preset.ts'
import { callsWithOutput, parseToolArguments } from '../tools/wireForm.ts'

/**
 * Creates the options for Google's Gemini.
 *
 * @param options `baseURL` defaults to Google's own, `https://generativelanguage.googleapis.com/v1beta`;
 *   `parameters` become the `generationConfig`
 * @see https://ai.google.dev/api/generate-content
 * @example
 * const chat = useChatStream(gemini({ baseURL: '/gemini/v1beta', model: 'gemini-2.5-flash' }))
 */
export function gemini(options: ModelOptions): Preset {
  checkPreset(options, modelOptionNames, 'model')
  const {
    baseURL = 'https://generativelanguage.googleapis.com/v1beta',
    model,
    system,
    parameters,
    body,
  } = options
  return {
    url: joinUrl(baseURL, `models/${encodeURIComponent(model)}:streamGenerateContent?alt=sse`),
    transport: 'post',
    dialect: 'gemini',
    // Not in the query string: servers log URLs.
    headers: headersWithKey(options, (key) => ({ 'x-goog-api-key': key })),
    secretHeaders: ['x-goog-api-key'],
    body(request) {
      const sentMessages = messagesToSend(request, undefined)
      const systemTexts = sentMessages.filter(({ role }) => role === 'system').map(textOf)
      const instructions = [system, ...systemTexts].filter(Boolean).join('\n\n')
      return {
        ...(instructions ? { systemInstruction: { parts: [{ text: instructions }] } } : {}),
        contents: sentMessages.filter(({ role }) => role !== 'system').flatMap(toContents),
        ...(request.tools?.[0] && {
          tools: [{ functionDeclarations: request.tools.map(toDeclaration) }],
        }),
        ...(parameters ? { generationConfig: parameters } : {}),
        ...body,
      }
    },
  }
}

function toDeclaration({ name, description, inputSchema }: ToolDescription): object {
  return { name, description, parametersJsonSchema: inputSchema }
}

function toContents({ role, parts }: Pick<ChatMessage, 'role' | 'parts'>): readonly object[] {
  const text = textOf({ parts })
  const calls = callsWithOutput(parts)
  const pieces = [
    ...(text ? [{ text }] : []),
    ...parts.filter((part) => part.type === 'file').map(toPart),
    ...calls.map((call) => ({
      functionCall: { name: call.name, args: parseToolArguments(call) },
      // Gemini 3 rejects a call without its signature.
      ...(call.signature && { thoughtSignature: call.signature }),
    })),
  ]
  const results = calls.map(({ name, output, error }) => ({
    functionResponse: { name, response: output === undefined ? { error } : { result: output } },
  }))
  return [
    ...(pieces.length > 0 ? [{ role: role === 'assistant' ? 'model' : role, parts: pieces }] : []),
    ...(results.length > 0 ? [{ role: 'user', parts: results }] : []),
  ]
}

function toPart(file: FilePart): object {
  const { mediaType: mimeType, url } = file
  const text = toNamedText(file)
  if (text !== undefined) return { text }
  const data = base64Of(file)
  return data ? { inlineData: { mimeType, data } } : { fileData: { mimeType, fileUri: url } }
}
