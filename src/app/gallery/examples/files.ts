import {
  AttachedFiles,
  DropTarget,
  FileDialog,
  FileImage,
  FileLabel,
  MessageFiles,
} from '../../../components/index.ts'
import { example } from '../example.ts'
import { imageFile, longNamed, textFile } from '../samples.ts'

/** The attachments of a question. */
export const files = [
  example(AttachedFiles, {
    name: 'AttachedFiles',
    states: {
      several: { files: [imageFile, textFile, longNamed], insertable: true },
      'one that the server doesn’t accept': {
        files: [imageFile, textFile],
        uncarried: [imageFile],
      },
    },
  }),
  example(MessageFiles, {
    name: 'MessageFiles',
    states: { default: { files: [imageFile, textFile, longNamed] } },
  }),
  example(FileLabel, {
    name: 'FileLabel',
    states: { text: { file: textFile }, 'an image': { file: imageFile } },
  }),
  example(FileImage, {
    name: 'FileImage',
    states: { default: { file: imageFile, alt: 'A meadow' } },
  }),
  example(FileDialog, {
    name: 'FileDialog',
    shown: 'opened',
    states: { text: { file: textFile }, 'an image': { file: imageFile } },
  }),
  example(DropTarget, { name: 'DropTarget', shown: 'framed', states: { default: {} } }),
]
