import { loadTensorflow } from "./load-tensorflow.ts";

/**
 * A program for `pogo doctor`: loads TensorFlow, multiplies two matrices and prints one line. A library that this
 * processor cannot run ends this process and nothing else.
 */
const { tf, backend, version, note } = await loadTensorflow();
const [product] = await tf.matMul(tf.ones([1, 8]), tf.ones([8, 1])).data();
if (product !== 8) throw new Error(`${backend} multiplied wrongly: ${product}`);
console.log([`${backend} ${version}`, ...(note === undefined ? [] : [note])].join("; "));
