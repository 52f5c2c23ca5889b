"""What the demo and the journey may meet."""

SENTENCES: dict[str, tuple[str, str]] = {
    "demo_central": (
        "演示用的市级平台没有启动。请看上面几行的说明，处理后再试。",
        "The demo's central system did not start. See the lines above, mend that and try again.",
    ),
    "journey_stuck": (
        "演示过程中有一步没有按时完成。请看输出文件夹里的最后一张图片。",
        "A step of the journey did not happen in time. Look at the last picture in the output folder.",
    ),
}
