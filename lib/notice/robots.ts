import * as z from 'zod/mini';
import { newId } from '../ledger';
import type { Policy } from '../platform/policy-schema';
import { sealedItem } from '../platform/sealed-item';
import { Fault } from '../records/fault';
import { type Robot, robotAddress, robotSchema } from './robot';

/**
 * Robots of this browser profile. Outside of the ledger on purpose: address and secret give anybody who has them a
 * voice in the group, so they are in no record, no export and no backup. They can be had again from the group.
 */
const stored = sealedItem('robots', z.array(robotSchema));

/** Robots that may be used now, and whether more may be added. */
export interface RobotChoice {
  robots: Robot[];
  mayAdd: boolean;
  /** The organisation forbids posting altogether. */
  off: boolean;
}

/** What the organisation's policy leaves of the robots of this profile, its presets first. */
export function robotsUnder(own: readonly Robot[], policy: Policy): RobotChoice {
  if (policy.robotPosting === 'off') return { robots: [], mayAdd: false, off: true };
  const presets = (policy.robots ?? []).map((robot, index): Robot => ({
    ...robot,
    id: `preset-${index}`,
    preset: true,
  }));
  const mayAdd = policy.robotPosting !== 'preset';
  return { robots: [...presets, ...(mayAdd ? own : [])], mayAdd, off: false };
}

/** The user's own robots, in the order in which they were added. */
export const ownRobots = async (): Promise<Robot[]> => (await stored.get()) ?? [];

/** Calls back after each change of {@link ownRobots}, in any window. */
export const watchRobots = (listener: (robots: Robot[]) => void): (() => void) =>
  stored.watch((robots) => listener(robots ?? []));

/** Keeps a robot, new or changed. Throws E620 (address), E621 (no name). */
export async function keepRobot(robot: Omit<Robot, 'id' | 'preset'> & { id?: string }): Promise<Robot> {
  const name = robot.name.trim();
  if (!name) throw new Fault('E621');
  const address = robotAddress(robot.address).href;
  const secret = robot.kind === 'wecom' ? undefined : robot.secret?.trim() || undefined;
  const kept = { id: robot.id ?? newId(), name: name.slice(0, 40), kind: robot.kind, address, secret };
  const others = (await ownRobots()).filter((other) => other.id !== kept.id);
  await stored.set([...others, kept]);
  return kept;
}

/** Forgets a robot with address and secret. */
export async function forgetRobot(id: string): Promise<void> {
  await stored.set((await ownRobots()).filter((robot) => robot.id !== id));
}
