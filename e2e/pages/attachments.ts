import type { Locator, Page } from '@playwright/test'

/** A file as a test has it. */
export interface TestFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

export const picture: TestFile = {
  name: 'dot.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

export const notes: TestFile = {
  name: 'notes.md',
  mimeType: 'text/markdown',
  buffer: Buffer.from('# Notes\n'),
}

/** Chooses files by the button, as a person does. */
export async function choose(opener: Locator, ...files: TestFile[]): Promise<void> {
  await chooseBy(opener.page(), () => opener.click(), ...files)
}

/** Chooses files in the dialog that something opens. */
export async function chooseBy(
  page: Page,
  open: () => Promise<void>,
  ...files: TestFile[]
): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  // An input may reach the page sooner than the wish to be told; what is evaluated does not.
  await page.evaluate(() => undefined)
  await open()
  await (await chooser).setFiles(files)
}

/** Drags a file over something and lets it go, or pastes it there. */
export async function give(
  target: Locator,
  type: 'dragenter' | 'drop' | 'paste',
  content: TestFile | string,
): Promise<void> {
  const file = typeof content === 'string' ? undefined : content
  await target.evaluate(
    (element, { kind, text, name, mimeType, base64 }) => {
      const data = new DataTransfer()
      if (name === undefined) data.setData('text/plain', text)
      else {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
        data.items.add(new File([bytes], name, { type: mimeType ?? '' }))
      }
      const init = { bubbles: true, cancelable: true }
      element.dispatchEvent(
        kind === 'paste'
          ? new ClipboardEvent(kind, { ...init, clipboardData: data })
          : new DragEvent(kind, { ...init, dataTransfer: data }),
      )
    },
    {
      kind: type,
      text: file ? '' : String(content),
      name: file?.name,
      mimeType: file?.mimeType,
      base64: file?.buffer.toString('base64') ?? '',
    },
  )
}
