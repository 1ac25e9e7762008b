import type { FilePart } from '../types.ts'

/**
 * Reads a file, such as one of an `<input type="file">`, as a part that can be sent with a question. The
 * part holds it as a `data:` URL, which is a third larger than the file.
 *
 * @throws the platform's error if the file cannot be read
 * @example
 * await send({ text: 'What is this?', files: [await toFilePart(input.files[0])] })
 */
export async function toFilePart(file: Blob & { readonly name?: string }): Promise<FilePart> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  // In chunks: the number of arguments of a call is limited.
  for (let from = 0; from < bytes.length; from += 8192) {
    binary += String.fromCharCode(...bytes.subarray(from, from + 8192))
  }
  const mediaType = file.type || 'application/octet-stream'
  return {
    type: 'file',
    mediaType,
    url: `data:${mediaType};base64,${btoa(binary)}`,
    name: file.name,
  }
}
