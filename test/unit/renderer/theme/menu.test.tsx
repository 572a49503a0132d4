// @vitest-environment happy-dom
import { MantineProvider, Menu } from "@mantine/core";
import { cleanup, configure, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { theme } from "../../../../src/renderer/theme/theme.ts";
import { PATIENCE } from "../../../builders/eventually.ts";

configure({ asyncUtilTimeout: PATIENCE });
afterEach(cleanup);

test("a menu is gone with the choice, so that the key pressed right after it drives", async () => {
  // Without env="test", which would leave out every transition.
  render(
    <MantineProvider theme={theme}>
      <Menu>
        <Menu.Target>
          <button>driver</button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item>me</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </MantineProvider>,
  );
  fireEvent.click(screen.getByText("driver"));
  fireEvent.click(await screen.findByText("me"));
  expect(screen.queryByRole("menu")).toBeNull();
  expect(screen.queryByText("me")).toBeNull();
});
