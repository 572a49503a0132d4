import { ActionIcon, Anchor, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { JSX } from "react";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import type { InputControls } from "../../../../shared/dataset/input-controls.ts";
import { usePolicies } from "../../../state/app-state-context.tsx";
import { valueOr } from "../../../state/remote.ts";
import { formatRoute } from "../../../state/route.ts";
import { CAUSE_LABELS, LEVEL_LABELS, SOURCE_LABELS } from "../episode-labels.ts";
import { Facts, Section } from "./section.tsx";
import type { Fact } from "./section.tsx";
import { timeOf } from "./trim-range.ts";

interface EpisodeProvenanceProps {
  readonly episode: EpisodeSummary;
  readonly episodes: readonly EpisodeSummary[];
  readonly onShow: (episode: string) => void;
}

/** Where the episode comes from: who or what drove it, with what, branched off what. */
export function EpisodeProvenance({ episode, episodes, onShow }: EpisodeProvenanceProps): JSX.Element {
  const { source, level, device, controls, noise, seed, policyId, parent, fingerprint, cause } = episode;
  const branches = episodes.filter((other) => other.parent?.episode === episode.id);
  const facts: Fact[] = [{ name: "Source", value: SOURCE_LABELS[source] }];
  if (level !== "none") facts.push({ name: "Help", value: LEVEL_LABELS[level] });
  if (policyId !== null) facts.push({ name: "Policy", value: <PolicyLink policy={policyId} /> });
  if (device !== null) facts.push({ name: "Device", value: device, title: device });
  if (controls !== undefined) facts.push({ name: "Read with", value: describeControls(controls) });
  if (episode.operator !== null && episode.operator !== "")
    facts.push({ name: "Operator as recorded", value: episode.operator });
  if (parent !== null) {
    const from = episodes.find((other) => other.id === parent.episode);
    facts.push({
      name: "Branched off",
      title: `step ${parent.step}, ${timeOf(parent.step)}`,
      value: (
        <>
          {from === undefined ? parent.episode.slice(-6) : <EpisodeLink episode={from} onShow={onShow} />} at step{" "}
          {parent.step}
        </>
      ),
    });
  }
  if (branches.length > 0) {
    facts.push({
      name: branches.length === 1 ? "Branch" : "Branches",
      value: branches.map((branch, index) => (
        <span key={branch.id}>
          {index > 0 && ", "}
          <EpisodeLink episode={branch} onShow={onShow} />
        </span>
      )),
    });
  }
  facts.push({ name: "Ended by", value: CAUSE_LABELS[cause] });
  facts.push({ name: "Action noise", value: noise === 0 ? "none" : `σ ${noise}` });
  if (seed !== null) facts.push({ name: "Seed", value: seed });
  if (fingerprint !== null) facts.push({ name: "Physics", value: fingerprint, title: fingerprint });
  facts.push({ name: "Id", value: <Id id={episode.id} /> });
  return (
    <Section title="Origin">
      <Facts facts={facts} />
    </Section>
  );
}

/** Dead zone and curve of the sticks, and whether the pad had a profile of its own. */
function describeControls({ deadZone, expo, layout }: InputControls): string {
  const sticks = `dead zone ${Math.round(100 * deadZone)} %, curve ${Math.round(100 * expo)} %`;
  return layout === null ? sticks : `${sticks}, own layout`;
}

function EpisodeLink({
  episode,
  onShow,
}: {
  readonly episode: EpisodeSummary;
  readonly onShow: (episode: string) => void;
}): JSX.Element {
  return (
    <Anchor component="button" type="button" inherit onClick={() => onShow(episode.id)}>
      {episode.name}
    </Anchor>
  );
}

function PolicyLink({ policy }: { readonly policy: string }): JSX.Element {
  const name = usePolicies((state) => valueOr(state.list, []).find((one) => one.id === policy)?.name);
  if (name === undefined) return <>{policy}</>;
  return (
    <Anchor inherit href={formatRoute({ screen: "policies", policy, watch: false })}>
      {name}
    </Anchor>
  );
}

function Id({ id }: { readonly id: string }): JSX.Element {
  return (
    <>
      <code title={id}>…{id.slice(-8)}</code>{" "}
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? "Copied" : "Copy the whole id"}>
            <ActionIcon size={18} variant="subtle" color="gray" aria-label="Copy the id" onClick={copy}>
              {copied ? <IconCheck size={12} /> : <IconCopy size={12} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </>
  );
}
