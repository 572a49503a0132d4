import { McapConstants, McapRecordBuilder } from "@mcap/core";
import type { McapTypes } from "@mcap/core";
import { fastCrc32 } from "../../datasets/fast-crc32.ts";
import { FileSink } from "../file-sink.ts";
import type { ChunkOfMessages } from "./encode-chunk.ts";

type Opcode = McapConstants.Opcode;
type Channel = Omit<McapTypes.Channel, "id">;
type Schema = Omit<McapTypes.Schema, "id">;

/**
 * Writes an MCAP file of chunks that are encoded already, with checksums and every index. The records beside the
 * messages are `@mcap/core`'s; its McapWriter takes messages one at a time, which takes ten times as long as all else.
 * Not for concurrent use.
 */
export class McapFileWriter {
  readonly #file: FileSink;
  readonly #records = new McapRecordBuilder();
  readonly #schemas: McapTypes.Schema[] = [];
  readonly #channels: McapTypes.Channel[] = [];
  readonly #chunks: McapTypes.ChunkIndex[] = [];
  readonly #attachments: McapTypes.AttachmentIndex[] = [];
  readonly #metadata: McapTypes.MetadataIndex[] = [];
  readonly #counts = new Map<number, bigint>();
  /** of the section in hand: the data, then the summary */
  #crc = 0;

  private constructor(file: FileSink) {
    this.#file = file;
  }

  static async create(path: string): Promise<McapFileWriter> {
    return new McapFileWriter(await FileSink.create(path));
  }

  async start(header: McapTypes.Header): Promise<void> {
    this.#records.writeMagic();
    this.#records.writeHeader(header);
    await this.#flush();
  }

  async addMetadata(metadata: McapTypes.Metadata): Promise<void> {
    const offset = BigInt(this.#file.size);
    const length = this.#records.writeMetadata(metadata);
    this.#metadata.push({ name: metadata.name, offset, length });
    await this.#flush();
  }

  /** Answers the channel's id. */
  async addChannel(schema: Schema, channel: Omit<Channel, "schemaId">): Promise<number> {
    const schemaId = this.#schemas.length + 1;
    const id = this.#channels.length;
    this.#schemas.push({ ...schema, id: schemaId });
    this.#channels.push({ ...channel, id, schemaId });
    this.#records.writeSchema({ ...schema, id: schemaId });
    this.#records.writeChannel({ ...channel, id, schemaId });
    await this.#flush();
    return id;
  }

  async addAttachment(attachment: McapTypes.Attachment): Promise<void> {
    const { logTime, createTime, name, mediaType, data } = attachment;
    const offset = BigInt(this.#file.size);
    const length = this.#records.writeAttachment(attachment);
    this.#attachments.push({ logTime, createTime, name, mediaType, offset, length, dataSize: BigInt(data.byteLength) });
    await this.#flush();
  }

  async addChunk({ head, records, indexes, messageStartTime, messageEndTime }: ChunkOfMessages): Promise<void> {
    const chunkStartOffset = BigInt(this.#file.size);
    await this.#write(head);
    await this.#write(records);
    const indexStart = this.#file.size;
    const messageIndexOffsets = new Map<number, bigint>();
    for (const { channelId, messages, bytes } of indexes) {
      messageIndexOffsets.set(channelId, BigInt(this.#file.size));
      this.#counts.set(channelId, (this.#counts.get(channelId) ?? 0n) + BigInt(messages));
      await this.#write(bytes);
    }
    const size = BigInt(records.length);
    this.#chunks.push({
      messageStartTime,
      messageEndTime,
      chunkStartOffset,
      chunkLength: BigInt(head.length) + size,
      messageIndexOffsets,
      messageIndexLength: BigInt(this.#file.size - indexStart),
      compression: "",
      compressedSize: size,
      uncompressedSize: size,
    });
  }

  /** Ends the data, writes the summary and the footer, and closes the file, synced. */
  async finish(): Promise<void> {
    this.#records.writeDataEnd({ dataSectionCrc: this.#crc });
    await this.#flush();
    this.#crc = 0;
    const summaryStart = BigInt(this.#file.size);
    const groups: McapTypes.SummaryOffset[] = [];
    const group = async <T>(groupOpcode: Opcode, items: readonly T[], write: (item: T) => bigint): Promise<void> => {
      const groupStart = BigInt(this.#file.size);
      const groupLength = items.reduce((sum, item) => sum + write(item), 0n);
      if (groupLength > 0n) groups.push({ groupOpcode, groupStart, groupLength });
      await this.#flush();
    };
    const { Opcode: code } = McapConstants;
    const records = this.#records;
    await group(code.SCHEMA, this.#schemas, (schema) => records.writeSchema(schema));
    await group(code.CHANNEL, this.#channels, (channel) => records.writeChannel(channel));
    await group(code.STATISTICS, [this.#statistics()], (statistics) => records.writeStatistics(statistics));
    await group(code.METADATA_INDEX, this.#metadata, (index) => records.writeMetadataIndex(index));
    await group(code.ATTACHMENT_INDEX, this.#attachments, (index) => records.writeAttachmentIndex(index));
    await group(code.CHUNK_INDEX, this.#chunks, (index) => records.writeChunkIndex(index));
    const summaryOffsetStart = BigInt(this.#file.size);
    for (const offset of groups) records.writeSummaryOffset(offset);
    await this.#flush();
    records.writeFooter({
      summaryStart,
      summaryOffsetStart,
      summaryCrc: this.#footerCrc(summaryStart, summaryOffsetStart),
    });
    records.writeMagic();
    await this.#flush();
    await this.#file.finish();
  }

  /** Closes the file as it is, for the way out of an error. */
  abandon(): Promise<void> {
    return this.#file.abandon();
  }

  /** The summary's checksum goes on over the footer, up to its own place. */
  #footerCrc(summaryStart: bigint, summaryOffsetStart: bigint): number {
    const footer = new McapRecordBuilder();
    footer.writeFooter({ summaryStart, summaryOffsetStart, summaryCrc: 0 });
    return fastCrc32(footer.buffer.subarray(0, -4), this.#crc);
  }

  #statistics(): McapTypes.Statistics {
    const times = this.#chunks.flatMap(({ messageStartTime, messageEndTime }) => [messageStartTime, messageEndTime]);
    return {
      messageCount: [...this.#counts.values()].reduce((sum, count) => sum + count, 0n),
      schemaCount: this.#schemas.length,
      channelCount: this.#channels.length,
      attachmentCount: this.#attachments.length,
      metadataCount: this.#metadata.length,
      chunkCount: this.#chunks.length,
      messageStartTime: times.reduce((least, time) => (time < least ? time : least), times[0] ?? 0n),
      messageEndTime: times.reduce((most, time) => (time > most ? time : most), 0n),
      channelMessageCounts: this.#counts,
    };
  }

  async #flush(): Promise<void> {
    await this.#write(this.#records.buffer);
    this.#records.reset();
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#crc = fastCrc32(bytes, this.#crc);
    await this.#file.put(bytes);
  }
}
