import { LONGEST_SIDE } from './bounds.ts'

/** Of 0 to 1: what is lost is not seen. */
const QUALITY = 0.85

/**
 * A picture as a JPEG that is not larger than it has to be: any server takes that, and any browser writes it.
 *
 * @throws the browser's error where it cannot draw the picture
 */
export async function toJpeg(image: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(image)
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height))
  const width = Math.max(1, Math.round(bitmap.width * scale))
  const height = Math.max(1, Math.round(bitmap.height * scale))
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser draws no pictures.')
  // JPEG knows no transparency, and would make it black.
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })
}
