import {
  AttachedFiles,
  DropTarget,
  FileDialog,
  FileImage,
  FileLabel,
  MessageFiles,
} from '../../../components/index.ts'
import { example } from '../example.ts'
import { longNamed, picture, textFile } from '../samples.ts'

/** What goes with a question. */
export const files = [
  example(AttachedFiles, {
    name: 'AttachedFiles',
    states: {
      several: { files: [picture, textFile, longNamed], insertable: true },
      'one that the server does not take': { files: [picture, textFile], uncarried: [picture] },
    },
  }),
  example(MessageFiles, {
    name: 'MessageFiles',
    states: { 'as they are': { files: [picture, textFile, longNamed] } },
  }),
  example(FileLabel, {
    name: 'FileLabel',
    states: { text: { file: textFile }, 'a picture': { file: picture } },
  }),
  example(FileImage, {
    name: 'FileImage',
    states: { 'as it is': { file: picture, alt: 'A meadow' } },
  }),
  example(FileDialog, {
    name: 'FileDialog',
    shown: 'opened',
    states: { text: { file: textFile }, 'a picture': { file: picture } },
  }),
  example(DropTarget, { name: 'DropTarget', shown: 'framed', states: { 'as it is': {} } }),
]
